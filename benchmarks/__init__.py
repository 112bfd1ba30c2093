"""Jobs that measure what is claimed about speed and accuracy, each run as `python -m benchmarks.NAME`."""
