/* table-zeros.c: codes of several numbers, 19.71.01.1004.001, whose numbers have lost the zeros before them: 19.71.01.1004.1.
 *
 * A formula that puts a code together from its kelurahan and its number writes it so, and a spreadsheet that takes the last part for a
 * number. Two such codes are the same when their numbers are. Only codes made of three numbers or more are read so: two are a decimal
 * to a spreadsheet (table-code.c), and letters keep a code as it is. O(rows), with a hash of the codes between tables.
 */
#include <string.h>

#include "i18n.h"
#include "restore-private.h"

#define MARKS ".-/ "
#define PARTS_MIN 3u

gboolean
posko_code_is_parted (const char *code)
{
  guint parts = 0;

  for (;;)
    {
      const gsize digits = strspn (code, "0123456789");
      if (digits == 0)
        return FALSE;
      parts++;
      code += digits;
      if (*code == '\0')
        return parts >= PARTS_MIN;
      if (strchr (MARKS, *code++) == NULL)
        return FALSE;
    }
}

char *
posko_code_bare (const char *code)
{
  GString *bare = g_string_new (NULL);

  while (*code != '\0')
    {
      const gsize digits = strspn (code, "0123456789"), zeros = MIN (strspn (code, "0"), digits > 0 ? digits - 1 : 0);
      g_string_append_len (bare, code + zeros, (gssize) (digits - zeros));
      code += digits;
      if (*code != '\0')
        g_string_append_c (bare, *code++);
    }
  return g_string_free (bare, FALSE);
}

GHashTable *
posko_codes_by_bare (const char *const *codes, guint n)
{
  GHashTable *index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < n; i++)
    {
      if (!posko_code_is_parted (codes[i]))
        continue;
      char *bare = posko_code_bare (codes[i]);
      const gboolean again = g_hash_table_contains (index, bare);
      g_hash_table_insert (index, bare, GINT_TO_POINTER (again ? POSKO_CODE_SEVERAL : (gint) i));
    }
  return index;
}

gssize
posko_code_find_bare (GHashTable *index, const char *code)
{
  gpointer met = NULL;

  if (!posko_code_is_parted (code))
    return POSKO_CODE_UNKNOWN;
  g_autofree char *bare = posko_code_bare (code);
  return g_hash_table_lookup_extended (index, bare, NULL, &met) ? GPOINTER_TO_INT (met) : POSKO_CODE_UNKNOWN;
}

static gsize
last_part (const char *code)
{
  const char *at = code + strlen (code);
  while (at > code && g_ascii_isdigit (at[-1]))
    at--;
  return (gsize) (at - code);
}

/* The common width of the last numbers that begin with a zero, 0 where there is none. @row: of the first */
static gsize
last_width (const PoskoTable *self, const PoskoColumn *column, guint *row)
{
  gsize width = 0;

  for (guint i = 0; i < self->n; i++)
    {
      const char *code = posko_table_cell (self, i, column).text;
      const char *last = code + last_part (code);
      const gsize length = last[0] == '0' ? strlen (last) : 0;
      if (length < 2 || !posko_code_is_parted (code))
        continue;
      if (width != 0 && width != length)
        return 0;
      if (width == 0)
        *row = i;
      width = length;
    }
  return width;
}

char *
posko_restore_last_zeros (PoskoRestoring *self)
{
  const PoskoTable *table = self->table;
  guint example = 0;
  const gsize width = last_width (table, self->column, &example);
  char *evidence = NULL;

  if (width == 0)
    return NULL;
  evidence = g_strdup_printf (_ ("line %u has \"%s\""), table->lines[example], posko_table_cell (table, example, self->column).text);
  for (guint i = 0; i < table->n; i++)
    {
      const char *code = posko_table_cell (table, i, self->column).text;
      const gsize at = last_part (code), length = strlen (code + at);
      if (length >= width || !posko_code_is_parted (code))
        continue;
      g_autofree char *whole = g_strdup_printf ("%.*s%0*d%s", (int) at, code, (int) (width - length), 0, code + at);
      posko_restore_code (self, i, whole);
    }
  return evidence;
}

/* Whether the numbers of two codes are of the same widths: then they are the same only as texts. */
static gboolean
same_shape (const char *a, const char *b)
{
  for (; *a != '\0' && *b != '\0'; a++, b++)
    if (g_ascii_isdigit (*a) != g_ascii_isdigit (*b))
      return FALSE;
  return *a == *b;
}

void
posko_refuse_same_numbers (const PoskoTable *self, const PoskoColumn *column, const char *file, PoskoDiagnostics *diagnostics)
{
  const char *const first = self->n > 0 ? posko_table_cell (self, 0, column).text : "";
  g_autoptr (GHashTable) seen = NULL;
  gboolean alike = TRUE;

  for (guint i = 1; i < self->n && alike; i++)
    alike = same_shape (first, posko_table_cell (self, i, column).text);
  if (alike)
    return;
  seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < self->n; i++)
    {
      const char *code = posko_table_cell (self, i, column).text;
      gpointer other = NULL;
      if (!posko_code_is_parted (code))
        continue;
      char *bare = posko_code_bare (code);
      if (!g_hash_table_lookup_extended (seen, bare, NULL, &other))
        {
          g_hash_table_insert (seen, bare, GUINT_TO_POINTER (i));
          continue;
        }
      g_free (bare);
      const guint row = GPOINTER_TO_UINT (other), early = MIN (self->lines[row], self->lines[i]), late = MAX (self->lines[row], self->lines[i]);
      const char *const texts[] = { posko_table_cell (self, self->lines[row] == early ? row : i, column).text,
                                    posko_table_cell (self, self->lines[row] == early ? i : row, column).text };
      g_autofree char *found = g_strdup_printf (_ ("\"%s\", which but for zeros is \"%s\" of line %u"), texts[1], texts[0], early);
      posko_diagnostics_report (diagnostics, POSKO_SEVERITY_ERROR, "key-duplicate", file, late, column->field.name, found,
                                _ ("a key of its own for each row"), _ ("take one of the rows out, or give it its own code"));
    }
}
