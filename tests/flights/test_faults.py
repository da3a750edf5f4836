"""Every fault that was met in real files of tracks (../shared/design/flights.md, section 5) has a fixture.

The table says which tests hold it; it is checked that they exist, so that none is lost when tests are renamed.
"""

from importlib import import_module

import pytest

FAULTS: dict[str, tuple[str, ...]] = {
    "frozen rows: the last position repeated, speed frozen": (
        "test_clean.test_frozen_rows_go_by_their_speed",
        "test_clean.test_frozen_rows_go_by_the_time_of_their_position",
        "test_movements.test_frozen_rows_after_the_last_position_are_no_stop",
    ),
    "a speed held over": ("test_clean.test_a_speed_that_is_held_over_is_blanked",),
    "rows flagged on the ground that carry the altitude of the cruise": (
        "test_movements.test_rows_on_the_ground_that_carry_the_altitude_of_the_cruise",
        "test_movements.test_ground_flags_in_flight_are_no_landing",
    ),
    "rows on the ground without an altitude": (
        "test_movements.test_a_landing_seen_to_the_stand_is_an_observed_stop",
        "test_movements.test_no_altitude_at_all",
    ),
    "a spike of 35,000 ft on short final": ("test_clean.test_a_spike_of_altitude_on_short_final_is_blanked",),
    "pressure: -490 to 360 ft at touchdown": (
        "test_movements.test_what_happened_is_found_whatever_the_pressure_and_without_the_ground_flag",
        "test_clean.test_heights_below_zero_are_believed",
    ),
    "spoofed positions, steps above 700 kt": (
        "test_clean.test_single_wild_positions_go",
        "test_clean.test_a_spoofed_block_goes_as_a_whole",
        "test_clean.test_a_spoofed_block_that_a_gap_makes_reachable_goes_too",
        "test_movements.test_a_spoofed_position_on_the_field_is_no_landing",
        "test_movements_shared.test_a_spoofed_block_over_the_front",
    ),
    "time stamps that are off": (
        "test_clean.test_jitter_of_time_stamps_stays",
        "test_clean.test_positions_that_creep_too_fast",
        "test_movements.test_clocks_that_are_off_make_no_touchdown_of_a_low_approach",
        "test_movements_shared.test_noisy_samples",
        "test_movements_shared.test_positions_that_arrive_late_do_not_hide_a_landing",
    ),
    "a row sent twice": ("test_clean.test_a_row_sent_twice",),
    'the altitude "ground"': ("test_formats_readsb.test_a_trace_is_read_whole",),
    "gzip named .json": ("test_formats_readsb.test_gzip_named_json_is_unpacked",),
    "a trace of null": ("test_formats_readsb.test_a_trace_of_null_and_one_of_no_rows_hold_no_points",),
    "addresses of TIS-B": (
        "test_formats_readsb.test_tisb_addresses_keep_their_mark",
        "test_clean.test_non_icao_addresses_are_kept_and_marked",
    ),
    "two layouts of ADS-B Exchange CSV": ("test_formats_tables.test_both_adsb_exchange_layouts",),
    "FlightRadar24's position in one quoted cell": (
        "test_formats_tables.test_flightradar24_csv_has_its_position_in_one_cell_and_no_address",
    ),
    "KML of gx:Track": ("test_formats_text.test_a_gx_track_is_in_metres_and_becomes_feet",),
    "SBS rows without a position": (
        "test_formats_text.test_an_aircraft_that_sends_no_position_is_still_heard",
    ),
    "Beast: 0x1a escaped, a tail cut off": (
        "test_formats_text.test_beast_escapes_are_undone",
        "test_formats_text.test_a_cut_beast_tail_and_a_damaged_frame_are_counted",
    ),
    "the antimeridian": (
        "test_clean.test_across_the_antimeridian",
        "test_movements.test_a_field_at_the_antimeridian",
        "test_formats_load.test_a_box_across_the_antimeridian",
        "test_draw.test_antimeridian_and_poles_look_like_anywhere_else",
        "test_export.test_geojson_cuts_at_the_antimeridian_where_the_line_crosses_it",
    ),
    "rows out of order": (
        "test_clean.test_rows_out_of_order_are_put_in_order",
        "test_formats_readsb.test_rows_come_in_order_of_time_with_repeats_kept",
    ),
    "a wrong address, and two aircraft with one": (
        "test_formats_readsb.test_a_wrong_address_costs_the_rows_and_is_counted",
        "test_clean.test_two_aircraft_with_one_address_the_longer_heard_stays",
    ),
    "truncated JSON": (
        "test_formats_readsb.test_a_truncated_trace_gives_what_was_there",
        "test_formats_tables.test_a_truncated_array_of_rows_gives_what_was_there",
    ),
    "MLAT alone": (
        "test_formats_readsb.test_mlat_only",
        "test_clean.test_mlat_jitter_stays_and_is_said",
        "test_movements.test_mlat_alone",
    ),
    "Mode S without a position": ("test_check.test_heard_without_a_position_is_told",),
    "a carrier is no field": ("test_movements.test_a_carrier_is_no_field",),
    "binary garbage": ("test_formats_load.test_any_bytes_are_trouble_at_most",),
    "a file of one line": ("test_formats_load.test_a_very_long_line_needs_little_memory",),
    "a track of one point": (
        "test_formats_readsb.test_a_trace_of_one_point",
        "test_draw.test_empty_and_one_point",
    ),
    "a registry of wrong types": (
        "test_airframes_registry.test_what_is_no_registry_is_refused_in_words",
        "test_airframes_registry.test_garbage_behind_good_rows_loses_none",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_every_fault_has_a_fixture(fault):
    for name in FAULTS[fault]:
        module, _, test = name.partition(".")
        assert callable(getattr(import_module(module), test, None)), name
