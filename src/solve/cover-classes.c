/* cover-classes.c: see cover-classes.h. */
#include "cover-classes.h"
#include <string.h>

typedef struct
{
  const guint32 *starts, *sites;
} Rows;

static gint
compare_rows (gconstpointer a, gconstpointer b, gpointer data)
{
  const Rows *rows = data;
  const guint32 i = *(const guint32 *) a, k = *(const guint32 *) b;
  const guint32 n_i = rows->starts[i + 1] - rows->starts[i], n_k = rows->starts[k + 1] - rows->starts[k];
  if (n_i != n_k)
    return n_i < n_k ? -1 : 1;
  for (guint32 e = 0; e < n_i; e++)
    {
      const guint32 s = rows->sites[rows->starts[i] + e], t = rows->sites[rows->starts[k] + e];
      if (s != t)
        return s < t ? -1 : 1;
    }
  return 0;
}

static gint
compare_rows_then_index (gconstpointer a, gconstpointer b, gpointer data)
{
  const guint32 i = *(const guint32 *) a, k = *(const guint32 *) b;
  const gint by_row = compare_rows (a, b, data);
  return by_row != 0 ? by_row : (i > k) - (i < k);
}

guint
posko_cover_classes (guint n_points, const guint32 *starts, const guint32 *sites, guint32 *class_of)
{
  Rows rows = { starts, sites };
  g_autofree guint32 *order = g_new (guint32, MAX (n_points, 1));
  g_autofree guint32 *head = g_new (guint32, MAX (n_points, 1)); /* first point of the same row */
  guint n_classes = 0;

  for (guint32 i = 0; i < n_points; i++)
    order[i] = i;
  if (n_points > 0)
    g_qsort_with_data (order, (gint) n_points, sizeof *order, compare_rows_then_index, &rows);
  for (guint k = 0; k < n_points; k++)
    head[order[k]] = k > 0 && compare_rows (&order[k - 1], &order[k], &rows) == 0 ? head[order[k - 1]] : order[k];
  for (guint i = 0; i < n_points; i++)
    class_of[i] = head[i] == i ? n_classes++ : class_of[head[i]];
  return n_classes;
}

/* --- cliques --- */

static gint
compare_pairs (gconstpointer a, gconstpointer b)
{
  const guint32 *p = a, *q = b;
  return p[0] != q[0] ? (p[0] > q[0]) - (p[0] < q[0]) : (p[1] > q[1]) - (p[1] < q[1]);
}

/* All pairs in both directions, sorted, without doubles and loops. */
static guint32 *
sort_pairs (guint n_pairs, const guint32 *pairs, guint *n_sorted)
{
  guint32 *sorted = g_new (guint32, MAX (1, 4 * (gsize) n_pairs));
  guint n = 0, kept = 0;
  for (guint p = 0; p < n_pairs; p++)
    if (pairs[2 * p] != pairs[2 * p + 1])
      {
        sorted[2 * n] = sorted[2 * n + 3] = pairs[2 * p];
        sorted[2 * n + 1] = sorted[2 * n + 2] = pairs[2 * p + 1];
        n += 2;
      }
  qsort (sorted, n, 2 * sizeof *sorted, compare_pairs);
  for (guint k = 0; k < n; k++)
    if (k == 0 || compare_pairs (&sorted[2 * k], &sorted[2 * kept - 2]) != 0)
      {
        memmove (&sorted[2 * kept], &sorted[2 * k], 2 * sizeof *sorted);
        kept++;
      }
  *n_sorted = kept;
  return sorted;
}

static gint
find_pair (const guint32 *sorted, guint n, guint32 a, guint32 b)
{
  const guint32 key[2] = { a, b };
  const guint32 *at = bsearch (key, sorted, n, sizeof key, compare_pairs);
  return at == NULL ? -1 : (gint) ((at - sorted) / 2);
}

GArray *
posko_exclusion_cliques (guint n_nodes, guint n_pairs, const guint32 *pairs, GArray **starts)
{
  guint n;
  g_autofree guint32 *sorted = sort_pairs (n_pairs, pairs, &n);
  g_autofree guint8 *held = g_new0 (guint8, MAX (n, 1));
  GArray *nodes = g_array_new (FALSE, FALSE, sizeof (guint32));
  *starts = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint k = 0; k < n; k++)
    {
      const guint32 first = nodes->len, a = sorted[2 * k], b = sorted[2 * k + 1];
      if (held[k] || a > b)
        continue;
      g_array_append_val (*starts, first);
      g_array_append_val (nodes, a);
      g_array_append_val (nodes, b);
      /* candidates are the neighbours of a, in order of index */
      guint e = k;
      while (e > 0 && sorted[2 * (e - 1)] == a)
        e--;
      for (; e < n && sorted[2 * e] == a; e++)
        {
          const guint32 c = sorted[2 * e + 1];
          gboolean joins = c != b;
          for (guint m = first + 1; m < nodes->len && joins; m++)
            joins = find_pair (sorted, n, g_array_index (nodes, guint32, m), c) >= 0;
          if (joins)
            g_array_append_val (nodes, c);
        }
      for (guint m = first; m < nodes->len; m++)
        for (guint o = first; o < nodes->len; o++)
          if (m != o)
            held[find_pair (sorted, n, g_array_index (nodes, guint32, m), g_array_index (nodes, guint32, o))] = 1;
    }
  g_array_append_val (*starts, nodes->len);
  return nodes;
}
