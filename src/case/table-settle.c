/* table-settle.c: the last word on a file's notation: cells that waited are read, and everything unusual is told with its evidence.
 *
 * A column of dates like 08/07/2025 or of times like 0.25 is read in one way throughout. What decides, in this order: a cell of the column
 * that only one reading can read (a day over 12, an hour over 0); such a cell in another column of the file; cells that end at ';', which no
 * month-first setting of a spreadsheet writes; polling day, for a date that cannot lie after it (`posko:until`). Where nothing decides,
 * the column is refused by name; where two cells of a column contradict each other, those of the rarer reading are. O(cells that waited).
 */
#include <string.h>

#include "i18n.h"
#include "table-private.h"

typedef enum
{
  DECIDED_BY_NOTHING,
  DECIDED_BY_SAMENESS, /* both readings say the same */
  DECIDED_BY_COLUMN,
  DECIDED_BY_FILE,
  DECIDED_BY_DELIMITER,
  DECIDED_BY_DAY_H,
} Decided;

/* How many cells of a column only one of the readings reads, and the first such cell. */
typedef struct
{
  guint n[2];
  const PoskoWaitingCell *first[2];
} Evidence;

static const char *const lone_reading[2][2] = { { N_ ("read as day/month/year"), N_ ("read as month/day/year") },
                                                { N_ ("read as hour.minute"), N_ ("read as fractions of a day") } };

void
posko_column_notes_clear (PoskoColumnNotes *self)
{
  g_free (self->seen);
  if (self->waiting != NULL)
    g_array_unref (self->waiting);
  if (self->words != NULL)
    g_array_unref (self->words);
}

void
posko_column_notes_add_word (PoskoColumnNotes *self, guint line, const char *text, gsize length)
{
  PoskoWord word = { .n = 1, .line = line };
  g_autofree char *whole = g_strndup (text, MIN (length, sizeof word.text - 1));
  g_autofree char *sound = g_utf8_make_valid (whole, -1);

  g_strlcpy (word.text, sound, sizeof word.text);
  if (self->words == NULL)
    self->words = g_array_new (FALSE, FALSE, sizeof word);
  for (guint i = 0; i < self->words->len; i++)
    {
      PoskoWord *known = &g_array_index (self->words, PoskoWord, i);
      if (strcmp (known->text, word.text) == 0 || i + 1 == POSKO_WORDS_MAX) /* the last one stands for all further words */
        {
          known->n++;
          return;
        }
    }
  g_array_append_val (self->words, word);
}

/* One error a column: all its words, and what they most likely mean. */
static void
refuse_words (const PoskoColumn *column, const GArray *words, const PoskoTableSource *source)
{
  g_autoptr (GString) found = g_string_new (NULL), meanings = g_string_new (NULL);
  g_autofree char *expected = posko_column_expected (column);
  guint n = 0;

  for (guint i = 0; i < words->len; i++)
    {
      const PoskoWord *word = &g_array_index (words, PoskoWord, i);
      const char *likely = posko_boolean_likely (word->text);
      n += word->n;
      g_string_append_printf (found, "%s\"%s\"", i > 0 ? ", " : "", word->text);
      if (likely != NULL)
        g_string_append_printf (meanings, "%s%s = %s", meanings->len > 0 ? ", " : "", word->text, likely);
    }
  if (n > 1)
    g_string_append_printf (found, ngettext (" (%u cell)", " (%u cells)", n), n);
  g_autofree char *remedy = meanings->len > 0 ? g_strdup_printf (_ ("write ya or tidak in the whole column; most likely %s"), meanings->str)
                                              : g_strdup (_ ("write ya or tidak in the whole column"));
  posko_diagnostics_report (source->diagnostics, POSKO_SEVERITY_ERROR, "type-boolean", source->file, g_array_index (words, PoskoWord, 0).line,
                            column->field.name, found->str, expected, remedy);
}

void
posko_column_notes_see (PoskoColumnNotes *self, PoskoSeen seen, guint line, const char *text, gsize length)
{
  if (self->seen == NULL)
    self->seen = g_new0 (PoskoSeenCells, POSKO_N_SEEN);
  PoskoSeenCells *const cells = &self->seen[seen];
  if (cells->n++ > 0)
    return;
  cells->line = line;
  g_autofree char *whole = g_strndup (text, MIN (length, sizeof cells->example - 1));
  g_autofree char *sound = g_utf8_make_valid (whole, -1);
  g_strlcpy (cells->example, sound, sizeof cells->example);
}

static guint
seen_of (const PoskoColumnNotes *notes, PoskoSeen seen)
{
  return notes->seen != NULL ? notes->seen[seen].n : 0;
}

static Evidence
gather (const GArray *waiting)
{
  Evidence evidence = { { 0, 0 }, { NULL, NULL } };

  for (guint i = 0; waiting != NULL && i < waiting->len; i++)
    {
      const PoskoWaitingCell *cell = &g_array_index (waiting, PoskoWaitingCell, i);
      const gboolean first = cell->readings[0] != POSKO_MISSING, second = cell->readings[1] != POSKO_MISSING;
      if (first == second || cell->weak)
        continue;
      if (evidence.n[second]++ == 0)
        evidence.first[second] = cell;
    }
  return evidence;
}

static gboolean
is_same (const GArray *waiting)
{
  for (guint i = 0; i < waiting->len; i++)
    {
      const PoskoWaitingCell *cell = &g_array_index (waiting, PoskoWaitingCell, i);
      if (cell->readings[0] != cell->readings[1])
        return FALSE;
    }
  return TRUE;
}

/* Whether some date of the column would lie after polling day by that reading. */
static gboolean
is_too_late (const GArray *waiting, guint reading, gint64 day_h)
{
  for (guint i = 0; i < waiting->len; i++)
    if (g_array_index (waiting, PoskoWaitingCell, i).readings[reading] > day_h)
      return TRUE;
  return FALSE;
}

static Decided
decide (const PoskoColumn *column, const GArray *waiting, const Evidence *own, const guint *of_file, const PoskoTableSource *source,
        guint *reading)
{
  const gboolean dates = column->field.type == POSKO_FIELD_DATE;

  *reading = own->n[1] > own->n[0];
  if (own->n[0] + own->n[1] > 0)
    return DECIDED_BY_COLUMN;
  if (is_same (waiting))
    return DECIDED_BY_SAMENESS;
  *reading = of_file[1] > 0;
  if ((of_file[0] > 0) != (of_file[1] > 0))
    return DECIDED_BY_FILE;
  *reading = 0;
  if (dates && source->delimiter == ';')
    return DECIDED_BY_DELIMITER;
  if (!dates || !column->until_day_h || source->context->day_h == POSKO_MISSING)
    return DECIDED_BY_NOTHING;
  const gboolean late[2] = { is_too_late (waiting, 0, source->context->day_h), is_too_late (waiting, 1, source->context->day_h) };
  *reading = late[0];
  return late[0] != late[1] ? DECIDED_BY_DAY_H : DECIDED_BY_NOTHING;
}

static void
refuse_column (const PoskoColumn *column, const GArray *waiting, const PoskoTableSource *source)
{
  const gboolean dates = column->field.type == POSKO_FIELD_DATE;
  const PoskoWaitingCell *first = &g_array_index (waiting, PoskoWaitingCell, 0);
  g_autofree char *found = g_strdup_printf (dates ? ngettext ("%u date like \"%s\", day/month or month/day", "%u dates like \"%s\", day/month or month/day", waiting->len)
                                                  : ngettext ("%u time like \"%s\", hour.minute or a fraction of a day",
                                                              "%u times like \"%s\", hour.minute or a fraction of a day", waiting->len),
                                            waiting->len, first->text);
  posko_diagnostics_report (source->diagnostics, POSKO_SEVERITY_ERROR, dates ? "date-ambiguous" : "time-ambiguous", source->file, first->line,
                            column->field.name, found, dates ? _ ("dates like 2025-08-27") : _ ("times like 06:30"),
                            _ ("format the column so and save again: nothing in the file says which it is"));
}

/* Writes the readings into the rows. @keep: (inout) (nullable): rows that stay; made at the first that does not */
static void
read_cells (PoskoTable *self, const PoskoColumn *column, const GArray *waiting, gint reading, const PoskoTableSource *source, gboolean **keep)
{
  for (guint i = 0; i < waiting->len; i++)
    {
      const PoskoWaitingCell *cell = &g_array_index (waiting, PoskoWaitingCell, i);
      const gint64 value = reading < 0 ? POSKO_MISSING : cell->readings[reading];
      if (value == POSKO_MISSING && reading >= 0)
        posko_cell_report (source->diagnostics, column, POSKO_CELL_TYPE, source->file, cell->line, column->field.name, cell->text, source->context);
      if (cell->row == G_MAXUINT)
        continue;
      if (value != POSKO_MISSING)
        {
          if (column->field.offset >= 0)
            posko_table_set_cell (self, cell->row, column, (PoskoCell) { .integer = value });
          continue;
        }
      if (*keep == NULL)
        {
          *keep = g_new (gboolean, self->n);
          for (guint r = 0; r < self->n; r++)
            (*keep)[r] = TRUE;
        }
      (*keep)[cell->row] = FALSE;
    }
}

static char *
evidence_text (Decided decided, const PoskoColumn *column, const Evidence *own, guint reading)
{
  switch (decided)
    {
    case DECIDED_BY_COLUMN:
      return g_strdup_printf (ngettext ("%u cell of the column can only be read so, like \"%s\" in line %u",
                                        "%u cells of the column can only be read so, like \"%s\" in line %u", own->n[reading]),
                              own->n[reading], own->first[reading]->text, own->first[reading]->line);
    case DECIDED_BY_FILE:
      return g_strdup (_ ("another column of the file can only be read so"));
    case DECIDED_BY_DELIMITER:
      return g_strdup (_ ("a guess: cells end at \";\", which no setting with the month first writes"));
    case DECIDED_BY_DAY_H:
      return g_strdup_printf (_ ("read otherwise, %s would lie after polling day"), column->field.name);
    case DECIDED_BY_SAMENESS:
      return g_strdup (_ ("read otherwise, it would be the same"));
    case DECIDED_BY_NOTHING:
    default:
      g_assert_not_reached ();
    }
}

static void
tell_order (const PoskoColumn *column, const PoskoColumnNotes *notes, Decided decided, const Evidence *own, guint reading,
            const PoskoTableSource *source)
{
  static const char *const codes[2][2] = { { "date-day-first", "date-month-first" }, { "time-dot", "time-fraction" } };
  const gboolean times = column->field.type == POSKO_FIELD_TIME;
  const PoskoWaitingCell *first = &g_array_index (notes->waiting, PoskoWaitingCell, 0);
  g_autofree char *evidence = evidence_text (decided, column, own, reading);
  g_autofree char *found = g_strdup_printf (ngettext ("%u cell like \"%s\", %s (%s)", "%u cells like \"%s\", %s (%s)", notes->waiting->len),
                                            notes->waiting->len, first->text, _ (lone_reading[times][reading]), evidence);
  const gboolean guess = decided == DECIDED_BY_DELIMITER;
  posko_diagnostics_report (source->diagnostics, guess ? POSKO_SEVERITY_WARNING : POSKO_SEVERITY_INFO, codes[times][reading], source->file, first->line,
                            column->field.name, found, times ? _ ("a time like 06:30") : _ ("a date like 2025-08-27"),
                            guess ? _ ("look whether that is right: no cell tells day from month, so that --repair leaves them as they are; write 2025-08-27")
                                  : _ ("look whether that is right"));
}

static void
settle_column (PoskoTable *self, const PoskoColumn *column, const PoskoColumnNotes *notes, const guint *of_file, const PoskoTableSource *source,
               gboolean **keep)
{
  const Evidence own = gather (notes->waiting);
  guint reading;
  const Decided decided = decide (column, notes->waiting, &own, of_file, source, &reading);

  if (decided == DECIDED_BY_NOTHING)
    refuse_column (column, notes->waiting, source);
  else
    tell_order (column, notes, decided, &own, reading, source);
  if (decided == DECIDED_BY_DELIMITER)
    {
      if (self->guessed == NULL)
        self->guessed = g_new0 (gboolean, self->schema->n_columns);
      self->guessed[column - self->schema->columns] = TRUE;
    }
  read_cells (self, column, notes->waiting, decided == DECIDED_BY_NOTHING ? -1 : (gint) reading, source, keep);
}

/* A mark of thousands that is the decimal mark of the file's other columns, and stands once in each cell as that one does. */
static void
check_thousands (const PoskoTable *self, const PoskoColumnNotes *notes, const PoskoTableSource *source)
{
  const PoskoColumn *columns = self->schema->columns;
  gboolean decimal[128] = { FALSE };

  for (guint i = 0; i < self->schema->n_columns; i++)
    if (columns[i].field.type == POSKO_FIELD_NUMBER && notes[i].mark > 0)
      decimal[(guint) notes[i].mark] = TRUE;
  for (guint i = 0; i < self->schema->n_columns; i++)
    {
      if (columns[i].field.type != POSKO_FIELD_INTEGER || notes[i].thousands <= 0 || notes[i].sure || !decimal[(guint) notes[i].thousands])
        continue;
      const PoskoSeenCells *cells = &notes[i].seen[POSKO_SEEN_THOUSANDS];
      g_autofree char *found = g_strdup_printf (_ ("\"%s\", but in other columns \"%c\" is the decimal mark"), cells->example, notes[i].thousands);
      posko_diagnostics_report (source->diagnostics, POSKO_SEVERITY_ERROR, "thousands-doubtful", source->file, cells->line, columns[i].field.name, found,
                                _ ("a whole number without marks"), _ ("write digits only, without a mark of thousands or decimals"));
    }
}

static const struct
{
  PoskoSeen seen;
  const char *code, *what;
} kinds[] = {
  { POSKO_SEEN_BLANKS, "cell-blanks", N_ ("blanks round the cell, taken off") },
  { POSKO_SEEN_THOUSANDS, "number-thousands", N_ ("a whole number with marks of thousands") },
  { POSKO_SEEN_WHOLE, "number-whole", N_ ("a whole number with a fraction of nought") },
  { POSKO_SEEN_MONEY, "number-money", N_ ("an amount of rupiah") },
  { POSKO_SEEN_PERCENT, "number-percent", N_ ("percent, read as a share") },
  { POSKO_SEEN_DATE_WORDS, "date-words", N_ ("a date with the month's name") },
  { POSKO_SEEN_DATE_YEAR, "date-year-first", N_ ("a date, read as year/month/day") },
  { POSKO_SEEN_DATE_SERIAL, "date-serial", N_ ("a spreadsheet's number of a day, counted from 1900") },
  { POSKO_SEEN_DATE_CLOCK, "date-clock", N_ ("a date with midnight behind it, left off") },
  { POSKO_SEEN_TIME_HALF_DAYS, "time-am-pm", N_ ("a time of twelve hours with AM or PM") },
  { POSKO_SEEN_TIME_SECONDS, "time-seconds", N_ ("a time with seconds of nought, left off") },
};

/* One note a file and kind, with all columns that have it. */
static void
tell_seen (const PoskoTable *self, const PoskoColumnNotes *notes, guint kind, const PoskoTableSource *source)
{
  const PoskoSeen seen = kinds[kind].seen;
  const PoskoSeenCells *first = NULL;
  g_autoptr (GString) names = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; i < self->schema->n_columns; i++)
    {
      if (seen_of (&notes[i], seen) == 0)
        continue;
      const PoskoSeenCells *cells = &notes[i].seen[seen];
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", self->schema->columns[i].field.name);
      first = first == NULL || cells->line < first->line ? cells : first;
      n += cells->n;
    }
  if (first == NULL)
    return;
  g_autofree char *found = g_strdup_printf (ngettext ("%u cell like \"%s\": %s", "%u cells like \"%s\": %s", n), n, first->example, _ (kinds[kind].what));
  posko_diagnostics_report (source->diagnostics, POSKO_SEVERITY_INFO, kinds[kind].code, source->file, first->line, names->str, found, NULL,
                            _ ("look whether that is right"));
}

void
posko_table_settle (PoskoTable *self, PoskoColumnNotes *notes, const PoskoTableSource *source)
{
  guint of_file[2][2] = { { 0, 0 }, { 0, 0 } }; /* dates, times */
  g_autofree gboolean *keep = NULL;

  for (guint i = 0; i < self->schema->n_columns; i++)
    {
      const Evidence own = gather (notes[i].waiting);
      const gboolean times = self->schema->columns[i].field.type == POSKO_FIELD_TIME;
      of_file[times][0] += own.n[0];
      of_file[times][1] += own.n[1];
    }
  for (guint i = 0; i < self->schema->n_columns; i++)
    if (notes[i].waiting != NULL)
      settle_column (self, &self->schema->columns[i], &notes[i], of_file[self->schema->columns[i].field.type == POSKO_FIELD_TIME], source, &keep);
  for (guint i = 0; i < self->schema->n_columns; i++)
    if (notes[i].words != NULL)
      refuse_words (&self->schema->columns[i], notes[i].words, source);
  check_thousands (self, notes, source);
  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    tell_seen (self, notes, k, source);
  if (keep == NULL)
    return;
  posko_table_filter (self, keep);
  self->partial = TRUE;
}
