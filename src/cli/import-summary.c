/* import-summary.c: see import-summary.h.
 *
 * A table of levels says how many examples a kind of each action may show; the first level whose text fits the screen is taken, so that
 * a file with one fault shows all of it and one with thirty kinds still names every kind. O(kinds).
 */
#include "import-summary.h"
#include "command.h"
#include "import-titles.h"
#include "workbook.h"
#include <inttypes.h>
#include <string.h>

#define MAX_TEXT 60     /* characters of a cell */
#define MAX_SENTENCE 160 /* characters of an expectation or a remedy */
#define MAX_RANGES 60u  /* bytes of a list of lines */
#define TERMINAL_COLUMNS 100u
#define MOST_LINES (POSKO_IMPORT_SUMMARY_LINES - 1) /* the last says where everything stands */

/* Worst first for the reader: what can be mended stands before what nobody needs. */
static const PoskoImportAction order[POSKO_N_IMPORT_ACTIONS] = {
  POSKO_IMPORT_FAULT, POSKO_IMPORT_REFUSED, POSKO_IMPORT_MARKED, POSKO_IMPORT_REPAIRED, POSKO_IMPORT_LEFT_OUT, POSKO_IMPORT_NOTE,
};

/* Examples of a kind of each action, from plenty to none. */
static const guint levels[][POSKO_N_IMPORT_ACTIONS] = {
  { [POSKO_IMPORT_FAULT] = 5, [POSKO_IMPORT_REFUSED] = 3, [POSKO_IMPORT_MARKED] = 3, [POSKO_IMPORT_REPAIRED] = 2, [POSKO_IMPORT_LEFT_OUT] = 1, [POSKO_IMPORT_NOTE] = 1 },
  { [POSKO_IMPORT_FAULT] = 5, [POSKO_IMPORT_REFUSED] = 3, [POSKO_IMPORT_MARKED] = 2, [POSKO_IMPORT_REPAIRED] = 1 },
  { [POSKO_IMPORT_FAULT] = 3, [POSKO_IMPORT_REFUSED] = 2, [POSKO_IMPORT_MARKED] = 1, [POSKO_IMPORT_REPAIRED] = 1 },
  { [POSKO_IMPORT_FAULT] = 2, [POSKO_IMPORT_REFUSED] = 1, [POSKO_IMPORT_MARKED] = 1 },
  { [POSKO_IMPORT_FAULT] = 1, [POSKO_IMPORT_REFUSED] = 1 },
  { [POSKO_IMPORT_FAULT] = 0 },
};

static const char *
action_title (PoskoImportAction action)
{
  switch (action)
    {
    case POSKO_IMPORT_FAULT:
      return _ ("Faults, why there is no case:");
    case POSKO_IMPORT_REFUSED:
      return _ ("Refused, data that could not be used:");
    case POSKO_IMPORT_MARKED:
      return _ ("Marked, used but to be looked at:");
    case POSKO_IMPORT_REPAIRED:
      return _ ("Repaired, where only one reading makes sense:");
    case POSKO_IMPORT_LEFT_OUT:
      return _ ("Left out, no data or data that nobody needs:");
    case POSKO_IMPORT_NOTE:
    case POSKO_N_IMPORT_ACTIONS:
    default:
      return _ ("Read so:");
    }
}

/* Appends at most @limit characters of @text. */
static void
append_short (GString *line, const char *text, glong limit)
{
  if (g_utf8_strlen (text, -1) <= limit)
    g_string_append (line, text);
  else
    {
      g_string_append_len (line, text, (gssize) (g_utf8_offset_to_pointer (text, limit) - text));
      g_string_append (line, "…");
    }
}

static gboolean
is_given (const char *text)
{
  return text != NULL && *text != '\0';
}

/* How many lines the ranges of @lines hold: "2-19, 25" 19. */
static guint64
count_lines (const char *lines)
{
  guint64 n = 0;
  while (*lines != '\0')
    {
      char *end;
      const guint64 first = g_ascii_strtoull (lines, &end, 10);
      const guint64 last = *end == '-' ? g_ascii_strtoull (end + 1, &end, 10) : first;
      n += last - first + 1;
      lines = end + strspn (end, ", ");
    }
  return n;
}

/* "2-19, 25", or its beginning and how many more there are. */
static void
append_lines (GString *line, const char *lines)
{
  gsize length = strlen (lines);
  if (length > MAX_RANGES)
    {
      for (length = MAX_RANGES; length > 0 && lines[length] != ','; length--)
        ;
      const guint64 more = count_lines (lines + length + strspn (lines + length, ", "));
      g_string_append_len (line, lines, (gssize) length);
      g_string_append_printf (line, _ (" and %" PRIu64 " more"), more);
    }
  else
    g_string_append (line, lines);
}

/* In quotes, unless it has some of its own. */
static void
append_quoted (GString *line, const char *text)
{
  const gboolean is_bare = text[0] != '"';
  g_string_append (line, is_bare ? "\"" : "");
  append_short (line, text, MAX_TEXT);
  g_string_append (line, is_bare ? "\"" : "");
}

/* `: column "lat": "106.15" -> "-2.15"`; nothing when the event says no more than its title */
static void
append_example (GString *line, const PoskoImportEvent *event)
{
  if (is_given (event->column))
    {
      g_autoptr (GString) column = g_string_new (NULL);
      append_short (column, event->column, MAX_TEXT);
      g_string_append (line, ": ");
      g_string_append_printf (line, _ ("column \"%s\""), column->str);
    }
  if (is_given (event->found))
    {
      g_string_append (line, ": ");
      append_quoted (line, event->found);
    }
  if (is_given (event->became))
    {
      g_string_append (line, is_given (event->found) ? " -> " : ": -> ");
      append_quoted (line, event->became);
    }
}

static void
add_line (GPtrArray *lines, GString *line)
{
  g_ptr_array_add (lines, g_string_free (line, FALSE));
}

/* What should stand there and how to mend it: of the first example that says so, in a line of its own. */
static void
add_advice (GPtrArray *lines, const PoskoImportKind *kind)
{
  const char *expected = NULL, *remedy = NULL;
  for (guint i = 0; i < kind->n_examples; i++)
    {
      expected = is_given (expected) ? expected : kind->examples[i].expected;
      remedy = is_given (remedy) ? remedy : kind->examples[i].remedy;
    }
  if (!is_given (expected) && !is_given (remedy))
    return;
  GString *line = g_string_new ("    ");
  if (is_given (expected))
    {
      g_autoptr (GString) text = g_string_new (NULL);
      append_short (text, expected, MAX_SENTENCE);
      g_string_append_printf (line, _ ("expected %s"), text->str);
    }
  if (is_given (remedy))
    {
      g_string_append (line, is_given (expected) ? "; " : "");
      append_short (line, remedy, MAX_SENTENCE);
    }
  add_line (lines, line);
}

static void
append_place (GString *line, const char *file, guint number)
{
  append_short (line, file, MAX_TEXT);
  if (number > 0)
    g_string_append_printf (line, ":%u", number);
}

static void
add_kind (GPtrArray *lines, const PoskoImportKind *kind, guint n_examples)
{
  const gboolean is_one = kind->n == 1 && kind->n_examples == 1;
  GString *line = g_string_new ("  ");
  append_place (line, kind->file, is_one ? kind->examples[0].line : 0);
  g_string_append_printf (line, ": %s", posko_import_title (kind->code));
  if (is_one)
    append_example (line, &kind->examples[0]);
  else
    {
      g_string_append (line, ": ");
      g_string_append_printf (line, ngettext ("%u time", "%u times", kind->n), kind->n);
    }
  if (!is_one && is_given (kind->lines))
    {
      g_string_append (line, _ (", lines "));
      append_lines (line, kind->lines);
    }
  add_line (lines, line);
  if (n_examples > 0)
    add_advice (lines, kind);
  for (guint i = 0; !is_one && i < MIN (n_examples, kind->n_examples); i++)
    {
      line = g_string_new ("    ");
      append_place (line, kind->file, kind->examples[i].line);
      append_example (line, &kind->examples[i]);
      add_line (lines, line);
    }
}

/* Of an action, first what the list itself needs, then the boundaries. */
static void
add_kinds (GPtrArray *lines, PoskoImportLog *log, const char *list, const guint *n_examples)
{
  for (guint a = 0; a < POSKO_N_IMPORT_ACTIONS; a++)
    {
      if (posko_import_log_count (log, order[a]) == 0)
        continue;
      g_ptr_array_add (lines, g_strdup (action_title (order[a])));
      for (guint i = 0; i < 2 * posko_import_log_n_kinds (log); i++)
        {
          const PoskoImportKind *kind = posko_import_log_kind (log, i % posko_import_log_n_kinds (log));
          const gboolean is_first = i < posko_import_log_n_kinds (log);
          if (kind->action == order[a] && is_first == (strcmp (kind->file, list) == 0))
            add_kind (lines, kind, n_examples[order[a]]);
        }
    }
}

/* "tps.csv: text (CSV)" */
static void
add_file (GPtrArray *lines, const char *path)
{
  if (path == NULL)
    return;
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *shown = g_filename_display_name (name);
  GString *line = g_string_new ("  ");
  append_short (line, shown, MAX_TEXT);
  g_string_append_printf (line, ": %s", posko_file_format_title (posko_file_format_detect (path, NULL)));
  add_line (lines, line);
}

static void
add_counts (GPtrArray *lines, const PoskoTpsImport *result)
{
  if (result == NULL || result->doubtful)
    return;
  g_autofree char *read = g_strdup_printf (ngettext ("%u data row read", "%u data rows read", result->n_read), result->n_read);
  g_ptr_array_add (lines, g_strdup_printf (_ ("%s, %u used; of all rows %u refused, %u marked, %u repaired, %u left out"), read, result->n_used,
                                           result->n_refused, result->n_marked, result->n_repaired, result->n_left_out));
}

/* What nobody may overlook stands before all kinds. */
static void
add_warnings (GPtrArray *lines, PoskoImportLog *log)
{
  static const char *const codes[] = { "voters-none", "nik-kept", NULL };

  for (guint i = 0; i < posko_import_log_n_kinds (log); i++)
    {
      const PoskoImportKind *kind = posko_import_log_kind (log, i);
      if (!g_strv_contains (codes, kind->code) || kind->n_examples == 0)
        continue;
      GString *line = g_string_new (_ ("ATTENTION: "));
      g_string_append (line, posko_import_title (kind->code));
      append_example (line, &kind->examples[0]);
      add_line (lines, line);
    }
}

/* Lines of a terminal. */
static guint
n_screen_lines (const GPtrArray *lines)
{
  guint n = 0;
  for (guint i = 0; i < lines->len; i++)
    n += 1 + (guint) MAX (g_utf8_strlen (lines->pdata[i], -1) - 1, 0) / TERMINAL_COLUMNS;
  return n;
}

/* Takes away what does not fit, and says so. */
static void
cut (GPtrArray *lines)
{
  const guint n_whole = lines->len;
  while (n_screen_lines (lines) > MOST_LINES - (lines->len < n_whole ? 1 : 0))
    g_ptr_array_set_size (lines, (gint) (lines->len - 1));
  const guint more = n_whole - lines->len;
  if (more > 0)
    g_ptr_array_add (lines, g_strdup_printf (ngettext ("  … and %u line more", "  … and %u lines more", more), more));
}

char *
posko_import_summary (const PoskoTpsImport *result, const PoskoTpsImportParams *tps, const PoskoBoundaryImportParams *boundaries,
                      PoskoImportLog *log, const char *everything)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (lines, g_strdup (_ ("Files:")));
  add_file (lines, tps->tps);
  add_file (lines, boundaries->boundaries);
  add_file (lines, boundaries->kelurahan);
  add_counts (lines, result);
  add_warnings (lines, log);

  g_autofree char *list = g_path_get_basename (tps->tps);
  const guint n_head = lines->len;
  for (guint level = 0; level < G_N_ELEMENTS (levels); level++)
    {
      g_ptr_array_set_size (lines, (gint) n_head);
      add_kinds (lines, log, list, levels[level]);
      if (n_screen_lines (lines) <= MOST_LINES)
        break;
    }
  cut (lines);
  if (everything != NULL)
    g_ptr_array_add (lines, g_strdup_printf (_ ("All of it, with every line: %s"), everything));
  else if (result != NULL)
    g_ptr_array_add (lines, g_strdup (_ ("All of it, with every line: the same command with --json")));
  g_ptr_array_add (lines, g_strdup (""));
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **) lines->pdata);
}
