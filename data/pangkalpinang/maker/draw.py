"""draw.py: numbers drawn by a seed, and whole numbers shared out.

Everything here uses integers and + - * / sqrt only, which IEEE 754 defines to the last bit: the same bytes on every machine and
Python, whatever the hash seed. Generator: splitmix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators",
2014, doi:10.1145/2660193.2660195).
"""
MASK = (1 << 64) - 1


def mix(x):
    """splitmix64's finaliser: 64 well-mixed bits of x."""
    x = (x + 0x9E3779B97F4A7C15) & MASK
    x = ((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    x = ((x ^ (x >> 27)) * 0x94D049BB133111EB) & MASK
    return x ^ (x >> 31)


class Draw:
    """A stream of random numbers; one per purpose, so that a change to one table leaves the others as they were."""

    def __init__(self, seed, purpose):
        self.state = seed
        for byte in purpose.encode():
            self.state = mix(self.state * 256 + byte & MASK)

    def unit(self):
        """A number in [0, 1)."""
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        return (mix(self.state) >> 11) * 2.0 ** -53

    def between(self, low, high):
        """A real number in [low, high)."""
        return low + (high - low) * self.unit()

    def below(self, n):
        """A whole number in 0 .. n-1."""
        return int(self.unit() * n)

    def chance(self, share):
        return self.unit() < share

    def normal(self):
        """About standard normal: the sum of twelve uniforms (no logarithm, no sine)."""
        return sum(self.unit() for _ in range(12)) - 6.0

    def pick(self, items):
        return items[self.below(len(items))]

    def shuffled(self, items):
        out = list(items)
        for i in range(len(out) - 1, 0, -1):
            j = self.below(i + 1)
            out[i], out[j] = out[j], out[i]
        return out


def share_out(total, weights, ceiling=None):
    """Whole numbers that add up to total, by largest remainder; none above ceiling (what is cut off goes to the others)."""
    weights = list(weights)
    room = [ceiling if ceiling is not None else total] * len(weights)
    out = [0] * len(weights)
    left = total
    while left > 0:
        open_ = [i for i in range(len(weights)) if out[i] < room[i] and weights[i] > 0]
        if not open_:
            raise ValueError("total %d does not fit under the ceiling" % total)
        whole = sum(weights[i] for i in open_)
        exact = {i: left * weights[i] / whole for i in open_}
        gains = {i: min(int(exact[i]), room[i] - out[i]) for i in open_}
        rest = left - sum(int(exact[i]) for i in open_)
        for i in sorted(open_, key=lambda i: (int(exact[i]) - exact[i], i))[:rest]:
            gains[i] += 1 if out[i] + gains[i] < room[i] else 0
        for i in open_:
            out[i] += gains[i]
        left = total - sum(out)
    return out
