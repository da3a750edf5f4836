"""Properties are held on machines of any speed: no deadline an example, no complaint about slow generation."""

from hypothesis import HealthCheck, settings

settings.register_profile("sightline", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("sightline")
