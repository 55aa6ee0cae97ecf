/* table-header.c: which record of a table is its header, what its cells name, and which row is one of totals.
 *
 * Names are compared exactly; then without case, blanks and marks, as people retype them ("Kode TPS", "KODE_TPS"); then as the column's title,
 * where no cell named the column. O(columns of the file × columns of the schema).
 */
#include <string.h>

#include "header-key.h"
#include "table-private.h"

guint
posko_header_match (const PoskoTableSchema *schema, const char *const *cells, guint n, gint *columns)
{
  g_auto (GStrv) names = g_new0 (char *, schema->n_columns + 1), titles = g_new0 (char *, schema->n_columns + 1);
  g_autofree gboolean *found = g_new0 (gboolean, schema->n_columns);
  guint n_found = 0;

  for (guint c = 0; c < schema->n_columns; c++)
    {
      names[c] = posko_header_key (schema->columns[c].field.name);
      titles[c] = posko_header_key (schema->columns[c].field.title);
    }
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *folded = posko_header_key (cells[i]);
      columns[i] = POSKO_HEADER_NONE;
      for (guint c = 0; c < schema->n_columns && columns[i] == POSKO_HEADER_NONE; c++)
        if (folded[0] != '\0' && strcmp (folded, names[c]) == 0)
          {
            columns[i] = (gint) c;
            n_found += !found[c];
            found[c] = TRUE;
          }
    }
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *folded = posko_header_key (cells[i]);
      for (guint c = 0; c < schema->n_columns && columns[i] == POSKO_HEADER_NONE; c++)
        if (folded[0] != '\0' && !found[c] && strcmp (folded, titles[c]) == 0)
          {
            columns[i] = (gint) c;
            found[c] = TRUE;
            n_found++;
          }
    }
  return n_found;
}

guint
posko_header_enough (const PoskoTableSchema *schema)
{
  guint needed = 0;
  for (guint c = 0; c < schema->n_columns; c++)
    needed += !schema->columns[c].optional;
  return MAX (2, (needed + 1) / 2);
}

gboolean
posko_row_is_total (const PoskoTableSchema *schema, const gint *columns, const char *const *cells, guint n)
{
  static const char *const words[] = { "jumlah", "total", "subtotal", "grandtotal", "jml", "sum" };
  guint first = 0;

  while (first < n && cells[first][0] == '\0')
    first++;
  if (first == n || strchr ("jJtTsSgG", cells[first][0]) == NULL)
    return FALSE;
  gboolean named = FALSE, lacking = FALSE;
  for (guint i = 0; i < n; i++)
    lacking = lacking || (cells[i][0] == '\0' && columns[i] != POSKO_HEADER_NONE && schema->columns[columns[i]].required);
  if (!lacking)
    return FALSE;
  g_autofree char *folded = posko_header_key (cells[first]);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    named = named || g_str_has_prefix (folded, words[i]);
  return named;
}
