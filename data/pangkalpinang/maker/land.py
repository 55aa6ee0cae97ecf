"""land.py: boundaries made from nothing but a hand-drawn outline and the kelurahan centres.

Method: a raster of CELL metres; each cell inside the outline goes to the nearest centre, seen through a gentle warp (value noise), so
that borders wander like streams and lanes do instead of running straight (Voronoi 1908; domain warping). Islands of cells join
their neighbour, so every kelurahan is one piece. Borders are then traced as arcs between the corners where three areas meet, and each
arc is smoothed and thinned ONCE: both neighbours use the very same vertices, so there is no gap, sliver or overlap, and a kecamatan is
the exact union of its kelurahan (the arcs inside it drop out). Cost O(cells x centres); about three seconds.
"""
from functools import lru_cache
from math import sqrt

from draw import mix

CELL = 50.0                # metres
LON0, LAT0 = 106.115, -2.115
METRES_LON, METRES_LAT = 111244.2, 110575.8  # per degree, WGS 84, at LAT0
THIN = 9.0                 # metres a thinned border may leave the smoothed one
OUTSIDE = -1


def to_metres(lon, lat):
    return ((lon - LON0) * METRES_LON, (lat - LAT0) * METRES_LAT)


def to_degrees(point):
    """Six decimals (0.1 m), as RFC 7946 advises."""
    return (round(LON0 + point[0] / METRES_LON, 6), round(LAT0 + point[1] / METRES_LAT, 6))


@lru_cache(maxsize=None)
def corner(a, b, salt):
    return (mix(mix((a & 0xFFFFFFFF) * 0x100000000 + (b & 0xFFFFFFFF)) ^ salt) >> 11) * 2.0 ** -52 - 1.0


def noise(x, y, salt):
    """Smooth value noise in -1 .. 1 with lattice step 1."""
    i, j = int(x // 1), int(y // 1)
    u, v = x - i, y - j
    u, v = u * u * (3 - 2 * u), v * v * (3 - 2 * v)

    low = corner(i, j, salt) * (1 - u) + corner(i + 1, j, salt) * u
    high = corner(i, j + 1, salt) * (1 - u) + corner(i + 1, j + 1, salt) * u
    return low * (1 - v) + high * v


def inside(ring, x, y):
    """Whether a point lies in a ring of (x, y), by crossings."""
    odd = False
    for k in range(len(ring)):
        (x1, y1), (x2, y2) = ring[k - 1], ring[k]
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            odd = not odd
    return odd


def distance_to_ring(ring, x, y):
    """Metres from a point to the nearest edge of a ring."""
    best = 1e18
    for k in range(len(ring)):
        best = min(best, square_to_segment((x, y), ring[k - 1], ring[k]))
    return sqrt(best)


def square_to_segment(p, a, b):
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    t = 0.0 if length == 0 else max(0.0, min(1.0, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length))
    ex, ey = p[0] - a[0] - t * dx, p[1] - a[1] - t * dy
    return ex * ex + ey * ey


def signed_area(ring):
    return sum(ring[k - 1][0] * ring[k][1] - ring[k][0] * ring[k - 1][1] for k in range(len(ring))) / 2


def paint(outline, centres, seed):
    """The raster: for each cell the index of its kelurahan, or OUTSIDE; with the metres of its lower left corner."""
    x0 = min(p[0] for p in outline) - 6 * CELL
    y0 = min(p[1] for p in outline) - 6 * CELL
    columns = int((max(p[0] for p in outline) - x0) / CELL) + 7
    rows = int((max(p[1] for p in outline) - y0) / CELL) + 7
    grid = []
    for r in range(rows):
        row = []
        for c in range(columns):
            x, y = x0 + (c + 0.5) * CELL, y0 + (r + 0.5) * CELL
            coast_x = x + 110 * noise(x / 800, y / 800, seed + 1) + 45 * noise(x / 260, y / 260, seed + 2)
            coast_y = y + 110 * noise(x / 800, y / 800, seed + 3) + 45 * noise(x / 260, y / 260, seed + 4)
            row.append(nearest(centres, x, y, seed) if inside(outline, coast_x, coast_y) else OUTSIDE)
        grid.append(row)
    return grid, x0, y0


def nearest(centres, x, y, seed):
    """The nearest centre, by a place shifted by noise: more where centres lie far apart, so that small kelurahan keep their shape."""
    gap = sqrt(min((x - cx) * (x - cx) + (y - cy) * (y - cy) for cx, cy in centres))
    far = min(0.28 * gap, 330.0)
    wx = x + far * noise(x / 900, y / 900, seed + 5) + 0.45 * far * noise(x / 330, y / 330, seed + 6)
    wy = y + far * noise(x / 900, y / 900, seed + 7) + 0.45 * far * noise(x / 330, y / 330, seed + 8)
    squares = [(wx - cx) * (wx - cx) + (wy - cy) * (wy - cy) for cx, cy in centres]
    return squares.index(min(squares))


def neighbours(grid, r, c):
    for dr, dc in ((0, 1), (1, 0), (0, -1), (-1, 0)):
        if 0 <= r + dr < len(grid) and 0 <= c + dc < len(grid[0]):
            yield r + dr, c + dc


def join_islands(grid):
    """Every label keeps its largest piece; cells of other pieces take the commonest label around them."""
    seen = [[False] * len(grid[0]) for _ in grid]
    pieces = {}
    for r in range(len(grid)):
        for c in range(len(grid[0])):
            if seen[r][c]:
                continue
            seen[r][c] = True
            piece = [(r, c)]
            for cell in piece:
                for a, b in neighbours(grid, *cell):
                    if not seen[a][b] and grid[a][b] == grid[r][c]:
                        seen[a][b] = True
                        piece.append((a, b))
            pieces.setdefault(grid[r][c], []).append(piece)
    changed = False
    for label in sorted(pieces):
        for piece in sorted(pieces[label], key=len)[:-1]:
            around = [grid[a][b] for cell in piece for a, b in neighbours(grid, *cell) if grid[a][b] != label]
            winner = max(sorted(set(around)), key=around.count)
            for r, c in piece:
                grid[r][c] = winner
            changed = True
    return changed


def open_diagonals(grid):
    """No two areas may touch in a mere corner: the ring round one of them would touch itself."""
    changed = False
    for r in range(len(grid) - 1):
        for c in range(len(grid[0]) - 1):
            a, b, d, e = grid[r][c], grid[r][c + 1], grid[r + 1][c], grid[r + 1][c + 1]
            if a != b and ((a == e and a != d) or (b == d and b != e)):
                if a == e:
                    grid[r][c + 1] = a
                else:
                    grid[r][c] = b
                changed = True
    return changed


def trace(grid):
    """The arcs: [(left label, right label, [lattice points])], each from corner to corner, in a fixed order."""
    edges = {}  # lattice point -> [(next point, left label, right label)]

    def add(a, b, left, right):
        edges.setdefault(a, []).append((b, left, right))
        edges.setdefault(b, []).append((a, right, left))

    for r in range(1, len(grid)):
        for c in range(1, len(grid[0])):
            if grid[r][c] != grid[r][c - 1]:
                add((c, r), (c, r + 1), grid[r][c - 1], grid[r][c])
            if grid[r][c] != grid[r - 1][c]:
                add((c, r), (c + 1, r), grid[r][c], grid[r - 1][c])
    corners = sorted(p for p in edges if len(edges[p]) != 2)
    arcs, used = [], set()
    for start in corners:
        for second, left, right in sorted(edges[start]):
            if (start, second) in used:
                continue
            points = [start, second]
            while len(edges[points[-1]]) == 2:
                points.append(next(e[0] for e in edges[points[-1]] if e[0] != points[-2]))
            used.add((start, second))
            used.add((points[-1], points[-2]))
            arcs.append((left, right, points))
    return arcs


def smooth(points):
    """Rounds the staircase off: six passes of (1, 2, 1)/4 with both ends held."""
    for _ in range(6):
        points = [points[0]] + [((a[0] + 2 * b[0] + c[0]) / 4, (a[1] + 2 * b[1] + c[1]) / 4)
                                for a, b, c in zip(points, points[1:], points[2:])] + [points[-1]]
    return points


def thin(points):
    """Douglas and Peucker 1973: the fewest of the points that stay within THIN metres."""
    if len(points) < 3:
        return points
    far = max(range(1, len(points) - 1), key=lambda k: square_to_segment(points[k], points[0], points[-1]))
    if square_to_segment(points[far], points[0], points[-1]) <= THIN * THIN:
        return [points[0], points[-1]]
    return thin(points[:far + 1])[:-1] + thin(points[far:])


def rings(arcs, member):
    """The counter-clockwise rings of the area whose labels satisfy member, from the arcs on its border only."""
    ways = {}
    for left, right, points in arcs:
        if member(left) != member(right):
            way = points if member(left) else points[::-1]
            if way[0] in ways:
                raise ValueError("two borders leave one corner; choose another seed")
            ways[way[0]] = way
    found = []
    while ways:
        start = min(ways)
        ring = []
        at = start
        while True:
            way = ways.pop(at)
            ring += way[:-1]
            at = way[-1]
            if at == start:
                break
        found.append(ring)
    return sorted(found, key=lambda ring: (-abs(signed_area(ring)), ring))


def make_land(outline, centres, seed):
    """Arcs of (left, right, [(lon, lat)]) for centres given in degrees inside an outline in degrees."""
    grid, x0, y0 = paint([to_metres(*p) for p in outline], [to_metres(*p) for p in centres], seed)
    while join_islands(grid) | open_diagonals(grid):
        pass
    arcs = []
    for left, right, points in trace(grid):
        metres = [(x0 + c * CELL, y0 + r * CELL) for c, r in points]
        arcs.append((left, right, [to_degrees(p) for p in thin(smooth(metres))]))
    return arcs
