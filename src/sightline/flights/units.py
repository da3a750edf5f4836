"""Units of aviation in metres and kilometres: exact by definition (ICAO Annex 5)."""

METRES_A_FOOT = 0.3048
KM_A_NM = 1.852  # and kilometres an hour a knot

FEET_A_METRE = 1 / METRES_A_FOOT
FEET_A_KM = 1000 / METRES_A_FOOT
KM_A_FOOT = METRES_A_FOOT / 1000
KNOTS_A_METRE_S = 3600 / 1852
KNOT_KM_S = KM_A_NM / 3600
KNOT_KM_MIN = KM_A_NM / 60
