/* diagnostics.c: the collected findings; see diagnostics.h.
 *
 * Findings lie in one array, their texts in one chunk; a table counts per code and file. Sorting happens once, when somebody looks.
 * Adding is O(1), looking O(n log n).
 */
#include "diagnostics.h"

#include <string.h>

#define MAX_TEXT 300 /* bytes of one text of a finding */

typedef struct
{
  guint n;    /* added, folded ones included */
  guint kept;
  guint last; /* index of the last kept one, once sorted */
} Group;

struct _PoskoDiagnostics
{
  GArray *kept;        /* PoskoDiagnostic */
  GHashTable *groups;  /* "code\nfile" -> Group; looked up only */
  GStringChunk *texts;
  guint counts[3];     /* by severity */
  gboolean sorted;
};

PoskoDiagnostics *
posko_diagnostics_new (void)
{
  PoskoDiagnostics *self = g_new0 (PoskoDiagnostics, 1);
  self->kept = g_array_new (FALSE, FALSE, sizeof (PoskoDiagnostic));
  self->groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->texts = g_string_chunk_new (4096);
  self->sorted = TRUE;
  return self;
}

void
posko_diagnostics_free (PoskoDiagnostics *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->kept);
  g_hash_table_unref (self->groups);
  g_string_chunk_free (self->texts);
  g_free (self);
}

/* Nothing to make safe: short and printable ASCII, as nearly all texts are. */
static gboolean
is_plain (const char *text)
{
  gsize n = 0;
  for (; text[n] != '\0' && n <= MAX_TEXT; n++)
    if (!g_ascii_isprint (text[n]))
      return FALSE;
  return n <= MAX_TEXT;
}

/* A copy that is safe to show: valid UTF-8, one line, bounded. */
static const char *
keep_text (PoskoDiagnostics *self, const char *text)
{
  g_autofree char *valid = NULL;
  g_autoptr (GString) safe = NULL;

  if (text == NULL || is_plain (text))
    return text != NULL ? g_string_chunk_insert_const (self->texts, text) : NULL;
  valid = g_utf8_make_valid (text, (gssize) strnlen (text, MAX_TEXT + 4));
  safe = g_string_sized_new (MAX_TEXT);
  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);
      if (safe->len + 6 > MAX_TEXT)
        {
          g_string_append (safe, "…");
          break;
        }
      if (g_unichar_iscntrl (character) || g_unichar_type (character) == G_UNICODE_FORMAT)
        g_string_append_c (safe, '?');
      else
        g_string_append_unichar (safe, character);
    }
  return g_string_chunk_insert_const (self->texts, safe->str);
}

static Group *
find_group (PoskoDiagnostics *self, const char *code, const char *file)
{
  g_autofree char *key = g_strconcat (code, "\n", file, NULL);
  Group *group = g_hash_table_lookup (self->groups, key);
  if (group == NULL)
    {
      group = g_new0 (Group, 1);
      g_hash_table_insert (self->groups, g_steal_pointer (&key), group);
    }
  return group;
}

void
posko_diagnostics_add (PoskoDiagnostics *self, const PoskoDiagnostic *diagnostic)
{
  g_return_if_fail (self != NULL && diagnostic != NULL && diagnostic->code != NULL);

  const char *file = diagnostic->file != NULL ? diagnostic->file : "";
  Group *group = find_group (self, diagnostic->code, file);
  self->counts[diagnostic->severity]++;
  group->n++;
  if (group->kept >= POSKO_DIAGNOSTICS_FOLD)
    return;
  PoskoDiagnostic copy = *diagnostic;
  copy.code = keep_text (self, diagnostic->code);
  copy.file = keep_text (self, file);
  copy.column = keep_text (self, diagnostic->column);
  copy.found = keep_text (self, diagnostic->found);
  copy.expected = keep_text (self, diagnostic->expected);
  copy.remedy = keep_text (self, diagnostic->remedy);
  g_array_append_val (self->kept, copy);
  group->kept++;
  self->sorted = FALSE;
}

void
posko_diagnostics_report (PoskoDiagnostics *self, PoskoSeverity severity, const char *code, const char *file, guint line,
                          const char *column, const char *found, const char *expected, const char *remedy)
{
  PoskoDiagnostic diagnostic = { .severity = severity,
                                 .code = code,
                                 .file = file,
                                 .line = line,
                                 .column = column,
                                 .found = found,
                                 .expected = expected,
                                 .remedy = remedy };
  posko_diagnostics_add (self, &diagnostic);
}

guint
posko_diagnostics_count (const PoskoDiagnostics *self, PoskoSeverity severity)
{
  return self->counts[severity];
}

static gint
compare (gconstpointer a, gconstpointer b)
{
  const PoskoDiagnostic *x = a, *y = b;
  gint order = strcmp (x->file, y->file);
  if (order == 0)
    order = x->line < y->line ? -1 : x->line > y->line;
  if (order == 0)
    order = g_strcmp0 (x->column, y->column);
  if (order == 0)
    order = strcmp (x->code, y->code);
  return order != 0 ? order : g_strcmp0 (x->found, y->found);
}

static void
sort (PoskoDiagnostics *self)
{
  if (self->sorted)
    return;
  g_array_sort (self->kept, compare);
  for (guint i = 0; i < self->kept->len; i++)
    {
      const PoskoDiagnostic *one = &g_array_index (self->kept, PoskoDiagnostic, i);
      find_group (self, one->code, one->file)->last = i;
    }
  self->sorted = TRUE;
}

guint
posko_diagnostics_n (PoskoDiagnostics *self)
{
  return self->kept->len;
}

const PoskoDiagnostic *
posko_diagnostics_get (PoskoDiagnostics *self, guint i)
{
  g_return_val_if_fail (i < self->kept->len, NULL);
  sort (self);
  return &g_array_index (self->kept, PoskoDiagnostic, i);
}

guint
posko_diagnostics_folded (PoskoDiagnostics *self, guint i)
{
  const PoskoDiagnostic *one = posko_diagnostics_get (self, i);
  const Group *group;

  g_return_val_if_fail (one != NULL, 0);
  group = find_group (self, one->code, one->file);
  return group->last == i ? group->n - group->kept : 0;
}
