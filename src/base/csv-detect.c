/* csv-detect.c: which byte stands between the cells of a table; see csv-read.h.
 *
 * Each candidate cuts a line into some number of cells; the candidate that cuts the most lines of the sample into the same number is the
 * delimiter. Lines that are no table (titles, notes) are outvoted, as are commas and semicolons inside texts. O(1): the sample is bounded.
 */
#include "csv-read.h"

#include <string.h>

#define DETECT_LINES 200
#define DETECT_BYTES ((gsize) 1 << 16)
#define DETECT_CELLS 256 /* lines of more are counted as of so many */

static const char delimiters[] = ";\t|,"; /* of equals the first is taken */
#define N_DELIMITERS 4
#define COMMA 3

typedef struct
{
  guint lines[N_DELIMITERS][DETECT_CELLS + 1]; /* how many lines each cuts so many times */
  guint counts[N_DELIMITERS];                  /* of the line at hand */
  gboolean letter_comma;                       /* a comma of it stands not between digits */
  gboolean blank;
  guint n_lines;
} Tally;

static void
end_line (Tally *self)
{
  /* Decimal commas: -2,1309;106,11 */
  if (!self->letter_comma && self->counts[0] + self->counts[1] + self->counts[2] > 0)
    self->counts[COMMA] = 0;
  for (guint i = 0; i < N_DELIMITERS; i++)
    self->lines[i][MIN (self->counts[i], DETECT_CELLS)]++;
  self->n_lines += !self->blank;
  memset (self->counts, 0, sizeof self->counts);
  self->letter_comma = FALSE;
  self->blank = TRUE;
}

/* Counts the records of the text. A quote opens only at the start of a cell. Returns: whether every quote was closed */
static gboolean
tally (Tally *self, const char *data, gsize length, gboolean with_quotes)
{
  gboolean inside = FALSE, cell_start = TRUE;

  *self = (Tally) { .blank = TRUE };
  for (gsize i = 0; i < length && self->n_lines < DETECT_LINES; i++)
    {
      const char c = data[i];
      const char *const hit = c == '\0' || inside ? NULL : strchr (delimiters, c);

      if (c == '"' && with_quotes && (inside || cell_start))
        inside = !inside;
      cell_start = hit != NULL || c == '\n' || c == '\r' || (c == '"' && !inside);
      if (!inside && (c == '\n' || c == '\r'))
        {
          end_line (self);
          continue;
        }
      self->blank = FALSE;
      if (hit == NULL)
        continue;
      self->counts[hit - delimiters]++;
      if (c == ',' && !(i > 0 && g_ascii_isdigit (data[i - 1]) && i + 1 < length && g_ascii_isdigit (data[i + 1])))
        self->letter_comma = TRUE;
    }
  if (!self->blank && (length < DETECT_BYTES || self->n_lines == 0))
    end_line (self);
  return !inside;
}

/* "sep=;" alone on the first line. */
static gboolean
find_sep_line (const char *data, gsize length, char *delimiter)
{
  if (length < 5 || g_ascii_strncasecmp (data, "sep=", 4) != 0 || data[4] == '\0' || strchr (delimiters, data[4]) == NULL)
    return FALSE;
  if (length > 5 && data[5] != '\n' && data[5] != '\r')
    return FALSE;
  *delimiter = data[4];
  return TRUE;
}

PoskoCsvDialect
posko_csv_detect (const char *data, gsize length)
{
  PoskoCsvDialect dialect = { .delimiter = ',' };
  guint best_lines = 0, best_count = 0;

  if (find_sep_line (data, length, &dialect.delimiter))
    {
      dialect.sep_line = TRUE;
      return dialect;
    }
  g_autofree Tally *counted = g_new (Tally, 1);
  length = MIN (length, DETECT_BYTES);
  if (!tally (counted, data, length, TRUE))
    tally (counted, data, length, FALSE);
  for (guint i = 0; i < N_DELIMITERS; i++)
    for (guint count = DETECT_CELLS; count > 0; count--)
      if (counted->lines[i][count] > best_lines || (counted->lines[i][count] == best_lines && best_lines > 0 && count > best_count))
        {
          best_lines = counted->lines[i][count];
          best_count = count;
          dialect.delimiter = delimiters[i];
        }
  return dialect;
}
