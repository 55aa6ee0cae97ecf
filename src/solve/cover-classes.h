/* cover-classes.h: points that the same sites reach are one point to a covering model, and pairs that exclude each
 * other are cliques.
 *
 * Merging equal cover sets is what makes maximal covering solvable at a million points (Church & Murray, "Location
 * covering models", 2018, doi:10.1007/978-3-319-99846-6, ch. 2, call it aggregation without error). One row per clique
 * is a far tighter relaxation than one per pair (Padberg, "On the facial structure of set packing polyhedra", 1973,
 * doi:10.1007/BF01580121).
 */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

/**
 * posko_cover_classes:
 * @n_points: number of rows
 * @starts: (array): n_points + 1
 * @sites: (array): the sites of each row, ascending within it
 * @class_of: (out) (array): n_points, numbered by first appearance
 *
 * O(n log n) comparisons of rows.
 *
 * Returns: number of classes
 */
guint posko_cover_classes (guint n_points, const guint32 *starts, const guint32 *sites, guint32 *class_of);

/**
 * posko_exclusion_cliques:
 * @pairs: (array): n_pairs × 2 nodes below @n_nodes
 * @starts: (out) (transfer full): offsets into the result, n_cliques + 1 (guint32)
 *
 * Covers all pairs by cliques, each grown greedily by index from a pair no earlier one holds. O(pairs × degree).
 *
 * Returns: (transfer full): the nodes of all cliques (guint32)
 */
GArray *posko_exclusion_cliques (guint n_nodes, guint n_pairs, const guint32 *pairs, GArray **starts);

G_END_DECLS
