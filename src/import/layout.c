/* layout.c: finds the header of a sheet; see layout.h.
 *
 * Each of the first rows, alone and joined with the one above it, is rated by how many columns the alias table knows; the best wins, of
 * equals the single row, then the topmost. A pair must know more than either of its rows, so that neither a title above nor the first
 * data row beneath is taken for half a header. O(header rows × columns).
 */
#include "layout.h"

#include <string.h>

#include "i18n.h"
#include "layout-private.h"

#define MAX_HEADER 300u /* bytes: longer ones are cut */

typedef struct
{
  guint first, last; /* rows */
  guint roles;       /* different ones: what rows are compared by */
  guint columns;     /* that are known */
  guint filled;
} Candidate;

void
posko_layout_free (PoskoLayout *self)
{
  if (self == NULL)
    return;
  for (guint column = 0; column < self->n_columns; column++)
    g_free (self->headers[column]);
  g_free (self->headers);
  g_free (self->kinds);
  g_free (self);
}

static gboolean
is_blank_character (gunichar character)
{
  return g_unichar_isspace (character) || character == 0x200b || character == 0xfeff;
}

char *
posko_layout_collapse (const char *text)
{
  GString *collapsed = g_string_new (NULL);
  gboolean gap = FALSE;

  for (; *text != '\0' && collapsed->len < MAX_HEADER; text = g_utf8_next_char (text))
    {
      const gunichar character = g_utf8_get_char (text);
      if (!is_blank_character (character))
        {
          if (gap && collapsed->len > 0)
            g_string_append_c (collapsed, ' ');
          g_string_append_unichar (collapsed, character);
        }
      gap = is_blank_character (character);
    }
  return g_string_free (collapsed, FALSE);
}

gboolean
posko_layout_is_blank (const char *text)
{
  while (*text != '\0' && is_blank_character (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  return *text == '\0';
}

static char *
cell (const PoskoSheet *sheet, guint row, guint column)
{
  return posko_layout_collapse (posko_sheet_text (sheet, row, column));
}

/* Whether a header that stands above another adds a meaning of its own: "DPTb" above "L" does, "Alamat TPS" above "NIK" does not. */
static gboolean
is_enough_alone (const char *lower)
{
  const guint32 vague = POSKO_ROLE_BIT (POSKO_ROLE_DPT_LAKI) | POSKO_ROLE_BIT (POSKO_ROLE_DPT_PEREMPUAN) | POSKO_ROLE_BIT (POSKO_ROLE_DPT_JUMLAH)
                        | POSKO_ROLE_BIT (POSKO_ROLE_NO_URUT);
  PoskoHeaderMeaning meaning;
  return posko_header_look_up (lower, &meaning) && meaning.choices == 0 && (vague & POSKO_ROLE_BIT (meaning.role)) == 0;
}

static char *
join (const char *upper, const char *lower)
{
  if (lower[0] == '\0' || strcmp (upper, lower) == 0)
    return g_strdup (upper);
  if (upper[0] == '\0')
    return g_strdup (lower);
  g_autofree char *both = g_strconcat (upper, " ", lower, NULL);
  return posko_role_from_header (both, NULL) || !is_enough_alone (lower) ? g_steal_pointer (&both) : g_strdup (lower);
}

/* The headers of @first .. @last, joined. A spreadsheet repeats a merged cell, a text file has blanks to the right of it. */
static char **
read_headers (const PoskoSheet *sheet, guint first, guint last)
{
  const guint n = posko_sheet_n_columns (sheet);
  char **headers = g_new0 (char *, n + 1);
  g_autofree char *carried = g_strdup ("");

  for (guint column = 0; column < n; column++)
    {
      g_autofree char *upper = cell (sheet, first, column), *lower = first == last ? g_strdup ("") : cell (sheet, last, column);
      if (upper[0] != '\0')
        {
          g_free (carried);
          /* Where the merged range is known, it also says where it ends. */
          carried = g_strdup (posko_sheet_is_merged (sheet, first, column) || posko_sheet_is_merged (sheet, first, column + 1) ? "" : upper);
        }
      headers[column] = join (upper[0] == '\0' && lower[0] != '\0' ? carried : upper, lower);
    }
  return headers;
}

static Candidate
rate (char **headers, guint first, guint last)
{
  Candidate candidate = { .first = first, .last = last };
  gboolean seen[POSKO_N_ROLES][POSKO_N_PARTS] = { { FALSE } };
  guint n_sex = 0;
  PoskoHeaderMeaning meaning;

  for (guint column = 0; headers[column] != NULL; column++)
    {
      candidate.filled += headers[column][0] != '\0';
      if (!posko_header_look_up (headers[column], &meaning))
        continue;
      candidate.columns++;
      n_sex += meaning.is_sex;
      candidate.roles += !seen[meaning.role][meaning.part];
      seen[meaning.role][meaning.part] = TRUE;
    }
  if (n_sex == 1)
    candidate.roles--; /* one "L" or "P" alone is a person's sex, or nothing */
  return candidate;
}

static Candidate
try_rows (const PoskoSheet *sheet, guint first, guint last)
{
  g_auto (GStrv) headers = read_headers (sheet, first, last);
  return rate (headers, first, last);
}

/* Whether merged cells reach down into @row from the one above: it is the lower half of a pair, and no header by itself. */
static gboolean
is_lower_half (const PoskoSheet *sheet, guint row)
{
  for (guint column = 0; row > 0 && column < posko_sheet_width (sheet, row); column++)
    {
      const char *text = posko_sheet_text (sheet, row, column);
      if (text[0] != '\0' && posko_sheet_is_merged (sheet, row, column) && strcmp (text, posko_sheet_text (sheet, row - 1, column)) == 0)
        return TRUE;
    }
  return FALSE;
}

static Candidate
find_header (const PoskoSheet *sheet)
{
  const guint n = MIN (posko_sheet_n_rows (sheet), POSKO_LAYOUT_HEADER_ROWS);
  Candidate best = { .roles = 0 }, above = { .roles = 0 };

  for (guint row = 0; row < n; row++)
    {
      const Candidate alone = try_rows (sheet, row, row);
      const gboolean is_lower = is_lower_half (sheet, row);
      if (alone.roles > best.roles && !is_lower)
        best = alone;
      if (row > 0 && above.filled > 0 && alone.filled > 0 && above.roles + alone.roles > best.roles)
        {
          const Candidate pair = try_rows (sheet, row - 1, row);
          if (pair.roles > best.roles || (is_lower && pair.roles == best.roles && best.last == row - 1))
            best = pair;
        }
      above = alone;
    }
  return best;
}

/* The first rows in one line, for a message. */
static char *
show_first_rows (const PoskoSheet *sheet)
{
  GString *text = g_string_new (NULL);
  for (guint row = 0, shown = 0; row < posko_sheet_n_rows (sheet) && shown < 3; row++)
    {
      g_autoptr (GString) line = g_string_new (NULL);
      for (guint column = 0; column < posko_sheet_width (sheet, row) && line->len < 80; column++)
        {
          g_autofree char *one = cell (sheet, row, column), *start = g_utf8_substring (one, 0, MIN (g_utf8_strlen (one, -1), 30));
          if (one[0] != '\0')
            g_string_append_printf (line, "%s%s", line->len > 0 ? " | " : "", start);
        }
      if (line->len > 0 && ++shown > 0)
        g_string_append_printf (text, "%s\"%s\"", text->len > 0 ? "; " : "", line->str);
    }
  return g_string_free (text, FALSE);
}

static gboolean
fail (const PoskoSheet *sheet, const char *file, GError **error)
{
  g_autofree char *rows = show_first_rows (sheet);
  if (rows[0] == '\0')
    g_set_error (error, POSKO_ERROR, POSKO_ERROR_INPUT, _ ("%s: no cell is filled"), file);
  else
    g_set_error (error, POSKO_ERROR, POSKO_ERROR_INPUT,
                 _ ("%s: no row of the first %u looks like the header of a TPS list (Kecamatan, Kelurahan, No TPS …); it begins with %s"), file,
                 POSKO_LAYOUT_HEADER_ROWS, rows);
  return FALSE;
}

static void
tell_header (const PoskoLayout *self, const PoskoSheet *sheet, const char *file, PoskoImportLog *log)
{
  if (log == NULL || self->header_last == 0)
    return;
  g_autofree char *headers = g_strjoinv (" | ", self->headers);
  posko_import_log_add (log, &(PoskoImportEvent){ .action = POSKO_IMPORT_NOTE,
                                                 .code = self->header_first == self->header_last ? "header-found" : "header-joined",
                                                 .file = file,
                                                 .line = posko_sheet_line (sheet, self->header_last),
                                                 .found = headers });
}

PoskoLayout *
posko_layout_find (const PoskoSheet *sheet, const char *file, PoskoImportLog *log, GError **error)
{
  const Candidate best = find_header (sheet);
  if (best.roles == 0 || (best.roles == 1 && best.filled < 2))
    {
      fail (sheet, file, error);
      return NULL;
    }
  PoskoLayout *self = g_new0 (PoskoLayout, 1);
  g_auto (GStrv) headers = read_headers (sheet, best.first, best.last);
  self->header_first = best.first;
  self->header_last = best.last;
  self->n_recognised = best.columns;
  for (guint column = 0; headers[column] != NULL; column++)
    self->n_columns = headers[column][0] != '\0' ? column + 1 : self->n_columns;
  self->headers = g_new0 (char *, self->n_columns + 1);
  for (guint column = 0; column < self->n_columns; column++)
    self->headers[column] = g_strdup (headers[column]);
  self->kinds = g_new0 (guint8, MAX (posko_sheet_n_rows (sheet), 1));
  tell_header (self, sheet, file, log);
  posko_layout_sort_rows (self, sheet, file, log);
  return self;
}
