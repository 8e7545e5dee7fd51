"""A generator of plans with known truth: fictional places and units, our own sentences, other forms of print."""
