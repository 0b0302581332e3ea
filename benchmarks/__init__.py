"""What the product costs, measured beside a bare application on the same stack, in the same run.

`make bench` prints one JSON line per benchmark: name, value, unit, the baseline's value, the ratio.
"""
