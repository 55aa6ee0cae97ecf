/* import-log.c: events gathered by kind; see import-log.h. */
#include "import-log.h"

#include <string.h>

#include "i18n.h"

#define MAX_TEXT 200u /* bytes of a text that is kept */

typedef struct
{
  PoskoImportKind shown; /* texts are owned */
  GArray *numbers;       /* guint: lines, as they came */
} Kind;

struct _PoskoImportLog
{
  GPtrArray *kinds;    /* Kind */
  GHashTable *by_name; /* "action file code" -> Kind; looked up only */
  Kind *last;          /* of the event before: most come in runs */
  gboolean sorted;
};

static void
free_texts (PoskoImportEvent *event)
{
  g_free ((char *) event->column);
  g_free ((char *) event->found);
  g_free ((char *) event->became);
  g_free ((char *) event->expected);
  g_free ((char *) event->remedy);
}

static void
free_kind (gpointer data)
{
  Kind *self = data;
  for (guint i = 0; i < self->shown.n_examples; i++)
    free_texts (&self->shown.examples[i]);
  g_free ((char *) self->shown.code);
  g_free ((char *) self->shown.file);
  g_free ((char *) self->shown.lines);
  g_array_unref (self->numbers);
  g_free (self);
}

PoskoImportLog *
posko_import_log_new (void)
{
  PoskoImportLog *self = g_new0 (PoskoImportLog, 1);
  self->kinds = g_ptr_array_new_with_free_func (free_kind);
  self->by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
posko_import_log_free (PoskoImportLog *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->by_name);
  g_ptr_array_unref (self->kinds);
  g_free (self);
}

static gboolean
is_kind (const Kind *kind, const PoskoImportEvent *event)
{
  return kind != NULL && kind->shown.action == event->action && strcmp (kind->shown.code, event->code) == 0 && strcmp (kind->shown.file, event->file) == 0;
}

static Kind *
find_kind (PoskoImportLog *self, const PoskoImportEvent *event)
{
  if (is_kind (self->last, event))
    return self->last;
  g_autofree char *name = g_strdup_printf ("%d %s %s", event->action, event->code, event->file);
  Kind *kind = g_hash_table_lookup (self->by_name, name);
  if (kind == NULL)
    {
      kind = g_new0 (Kind, 1);
      kind->shown.action = event->action;
      kind->shown.code = g_strdup (event->code);
      kind->shown.file = g_strdup (event->file);
      kind->shown.lines = g_strdup ("");
      kind->numbers = g_array_new (FALSE, FALSE, sizeof (guint));
      g_ptr_array_add (self->kinds, kind);
      g_hash_table_insert (self->by_name, g_steal_pointer (&name), kind);
    }
  self->last = kind;
  return kind;
}

/* A copy that fits a line: valid UTF-8, no control characters, at most MAX_TEXT bytes. */
static char *
keep (const char *text)
{
  if (text == NULL)
    return NULL;
  g_autofree char *whole = g_utf8_make_valid (text, (gssize) strnlen (text, MAX_TEXT + 4));
  GString *kept = g_string_new (NULL);
  for (const char *at = whole; *at != '\0' && kept->len < MAX_TEXT; at = g_utf8_next_char (at))
    {
      const gunichar character = g_utf8_get_char (at);
      g_string_append_unichar (kept, g_unichar_iscntrl (character) ? ' ' : character);
    }
  return g_string_free (kept, FALSE);
}

static gint
compare_places (const PoskoImportEvent *a, const PoskoImportEvent *b)
{
  if (a->line != b->line)
    return a->line < b->line ? -1 : 1;
  return g_strcmp0 (a->column, b->column);
}

/* Keeps @event among the first examples by place; of equals the one that came first. */
static void
keep_example (Kind *kind, const PoskoImportEvent *event)
{
  guint at = kind->shown.n_examples;
  while (at > 0 && compare_places (event, &kind->shown.examples[at - 1]) < 0)
    at--;
  if (at == POSKO_IMPORT_EXAMPLES)
    return;
  if (kind->shown.n_examples == POSKO_IMPORT_EXAMPLES)
    free_texts (&kind->shown.examples[--kind->shown.n_examples]);
  memmove (&kind->shown.examples[at + 1], &kind->shown.examples[at], (kind->shown.n_examples - at) * sizeof *event);
  kind->shown.examples[at] = (PoskoImportEvent) {
    .action = event->action, .code = kind->shown.code, .file = kind->shown.file, .line = event->line, .column = keep (event->column),
    .found = keep (event->found), .became = keep (event->became), .expected = keep (event->expected), .remedy = keep (event->remedy),
  };
  kind->shown.n_examples++;
}

void
posko_import_log_add (PoskoImportLog *self, const PoskoImportEvent *event)
{
  g_return_if_fail (self != NULL && event->code != NULL && event->file != NULL);
  Kind *kind = find_kind (self, event);

  kind->shown.n++;
  if (event->line > 0)
    g_array_append_val (kind->numbers, event->line);
  keep_example (kind, event);
  self->sorted = FALSE;
}

guint
posko_import_log_count (const PoskoImportLog *self, PoskoImportAction action)
{
  guint n = 0;
  for (guint i = 0; i < self->kinds->len; i++)
    {
      const Kind *kind = self->kinds->pdata[i];
      n += kind->shown.action == action ? kind->shown.n : 0;
    }
  return n;
}

guint
posko_import_log_count_of (const PoskoImportLog *self, const char *code)
{
  guint n = 0;
  for (guint i = 0; i < self->kinds->len; i++)
    {
      const Kind *kind = self->kinds->pdata[i];
      n += strcmp (kind->shown.code, code) == 0 ? kind->shown.n : 0;
    }
  return n;
}

static gint
compare_numbers (gconstpointer a, gconstpointer b)
{
  const guint x = *(const guint *) a, y = *(const guint *) b;
  return x < y ? -1 : x > y;
}

/* "2-19, 25" */
static void
write_lines (Kind *kind)
{
  GString *text = g_string_new (NULL);
  const guint *numbers = (const guint *) (gconstpointer) kind->numbers->data;

  g_array_sort (kind->numbers, compare_numbers);
  for (guint i = 0; i < kind->numbers->len;)
    {
      const guint first = numbers[i];
      guint last = first;
      for (; i < kind->numbers->len && numbers[i] <= last + 1; i++)
        last = numbers[i];
      g_string_append_printf (text, "%s%u", text->len > 0 ? ", " : "", first);
      if (last > first)
        g_string_append_printf (text, "-%u", last);
    }
  g_free ((char *) kind->shown.lines);
  kind->shown.lines = g_string_free (text, FALSE);
}

static gint
compare_kinds (gconstpointer a, gconstpointer b)
{
  const PoskoImportKind *x = &(*(const Kind *const *) a)->shown, *y = &(*(const Kind *const *) b)->shown;
  if (x->action != y->action)
    return x->action > y->action ? -1 : 1;
  const gint order = strcmp (x->file, y->file);
  return order != 0 ? order : strcmp (x->code, y->code);
}

guint
posko_import_log_n_kinds (PoskoImportLog *self)
{
  if (!self->sorted)
    {
      g_ptr_array_sort (self->kinds, compare_kinds);
      for (guint i = 0; i < self->kinds->len; i++)
        write_lines (self->kinds->pdata[i]);
      self->sorted = TRUE;
    }
  return self->kinds->len;
}

const PoskoImportKind *
posko_import_log_kind (PoskoImportLog *self, guint i)
{
  g_return_val_if_fail (i < posko_import_log_n_kinds (self), NULL);
  return &((Kind *) self->kinds->pdata[i])->shown;
}

const char *
posko_import_action_code (PoskoImportAction action)
{
  static const char *const codes[POSKO_N_IMPORT_ACTIONS] = {
    [POSKO_IMPORT_NOTE] = "catatan",     [POSKO_IMPORT_REPAIRED] = "diperbaiki", [POSKO_IMPORT_MARKED] = "ditandai",
    [POSKO_IMPORT_LEFT_OUT] = "dilewati", [POSKO_IMPORT_REFUSED] = "ditolak",     [POSKO_IMPORT_FAULT] = "galat",
  };
  return codes[action];
}

static void
write_example (PoskoJsonWriter *json, const PoskoImportEvent *event)
{
  posko_json_writer_begin_object (json, NULL);
  posko_json_writer_integer (json, "baris", event->line);
  posko_json_writer_string (json, "kolom", event->column);
  posko_json_writer_string (json, "ditemukan", event->found);
  posko_json_writer_string (json, "menjadi", event->became);
  posko_json_writer_end_object (json);
}

/* What should stand there and how to mend it: of the first example that says so, in the language of the run. */
static void
write_advice (PoskoJsonWriter *json, const PoskoImportKind *kind)
{
  const char *expected = NULL, *remedy = NULL;

  for (guint i = 0; i < kind->n_examples; i++)
    {
      expected = expected == NULL || *expected == '\0' ? kind->examples[i].expected : expected;
      remedy = remedy == NULL || *remedy == '\0' ? kind->examples[i].remedy : remedy;
    }
  posko_json_writer_string (json, "diharapkan", expected);
  posko_json_writer_string (json, "saran", remedy);
}

void
posko_import_log_write (PoskoImportLog *self, PoskoJsonWriter *json)
{
  posko_json_writer_begin_array (json, "jenis");
  for (guint i = 0; i < posko_import_log_n_kinds (self); i++)
    {
      const PoskoImportKind *kind = posko_import_log_kind (self, i);
      posko_json_writer_begin_object (json, NULL);
      posko_json_writer_string (json, "tindakan", posko_import_action_code (kind->action));
      posko_json_writer_string (json, "kode", kind->code);
      posko_json_writer_string (json, "berkas", kind->file);
      posko_json_writer_integer (json, "jumlah", kind->n);
      posko_json_writer_string (json, "baris", kind->lines);
      write_advice (json, kind);
      posko_json_writer_begin_array (json, "contoh");
      for (guint e = 0; e < kind->n_examples; e++)
        write_example (json, &kind->examples[e]);
      posko_json_writer_end_array (json);
      posko_json_writer_end_object (json);
    }
  posko_json_writer_end_array (json);
}
