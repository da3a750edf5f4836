"""When the bands of Sentinel-2 see the same ground: the scanner sweeps it band by band, a second from blue to red."""

# Seconds after B02: Sentinel-2 MSI, as in Heiselberg 2021 (Remote Sensing 13:3016) [memory; B02, B03, B04 and B08 agree with the aircraft
# that the scene of Pisa of 2015-07-04 shows, to 15 %]. Every second detector of the focal plane may sweep in the reverse order [memory; one
# lorry on a motorway near Abu Dhabi, 2018-03-28, goes the wrong way otherwise]: a heading has a twin 180 degrees away, a speed has not.
DELAYS_S = {"B02": 0.0, "B08": 0.264, "B03": 0.527, "B04": 1.005}
# Names that users' files have for the same bands.
PLAIN = {"blue": "B02", "green": "B03", "red": "B04", "nir": "B08"}
# A thing at height h seems to move along the orbit by speed over ground * h / (orbit height - h), whether it moves or not.
GROUND_SPEED_MS = 6_630.0  # of the point under the satellite: 2 pi * 6371 km in 100.6 minutes
ORBIT_M = 786_000.0  # Sentinel-2, mean altitude
HEADING_DOWN_DEG = 196.0  # of the descending (daylight) pass at middle latitudes; 98.6 degrees of inclination


def drift_ms(height_m: float) -> float:
    """Speed (m/s) that a thing at rest at this height (metres above the ground) seems to have: 0.84 m/s at 100 m, 85 m/s at 10 km."""
    return GROUND_SPEED_MS * height_m / (ORBIT_M - height_m)
