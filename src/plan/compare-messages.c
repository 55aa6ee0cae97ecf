/* compare-messages.c: a message for each team that is affected, short enough for a telephone, and none for the others.
 *
 * Every change of the lists becomes a clause for the team that it concerns (compare-tell.c, compare-tell-meals.c). The clauses of a team
 * are put in the order of the day, those of one topic together; what does not fit one message goes into a next part, so that nothing
 * is left out. Each part names the team and whom to ask, in one line that can be copied out of a spreadsheet's cell. O(n log n).
 */
#include "compare-private.h"
#include "plan-private.h"
#include <string.h>

#define MAX_NAME 80 /* characters kept of a name that somebody chose, so that head and foot leave room for clauses */
#define MAX_CLAUSE 180 /* of a topic and of an item; both fit beside the longest head and foot */
#define ROOM_FOR_FRAME 52 /* the words round the names, and "(part 12 of 34)" */
#define BULLET " \342\200\242 "

/* A message that grows. */
typedef struct
{
  GString *text;
  guint n_changes;
} Part;

static void
clause_free (gpointer data)
{
  PoskoCompareClause *self = data;
  g_free (self->code);
  g_free (self->name);
  g_free (self->topic);
  g_free (self->item);
  g_free (self);
}

static void
part_free (gpointer data)
{
  Part *self = data;
  g_string_free (self->text, TRUE);
  g_free (self);
}

const char *
posko_compare_say (const PoskoCompareTold *self, const char *english, const char *indonesian)
{
  return posko_plan_text (self->work->b, english, indonesian);
}

/* Takes @text; gives its first @max characters. */
static char *
shorten (char *text, glong max)
{
  if (text == NULL || g_utf8_strlen (text, -1) <= max)
    return text;
  char *cut = g_utf8_substring (text, 0, max);
  g_free (text);
  return cut;
}

void
posko_compare_tell (PoskoCompareTold *self, PoskoCompareClause clause)
{
  PoskoCompareClause *kept = g_new (PoskoCompareClause, 1);
  *kept = clause;
  kept->name = shorten (clause.name, MAX_NAME);
  kept->topic = shorten (clause.topic, MAX_CLAUSE);
  kept->item = shorten (clause.item != NULL ? clause.item : g_strdup (""), MAX_CLAUSE);
  g_ptr_array_add (self->clauses, kept);
}

static gboolean
is_same_team (const PoskoCompareClause *a, const PoskoCompareClause *b)
{
  return strcmp (a->kind, b->kind) == 0 && strcmp (a->code, b->code) == 0;
}

static gint
sort_clauses (gconstpointer a, gconstpointer b)
{
  const PoskoCompareClause *x = *(const PoskoCompareClause *const *) a, *y = *(const PoskoCompareClause *const *) b;
  gint order = strcmp (x->kind, y->kind);
  if (order == 0)
    order = strcmp (x->code, y->code);
  if (order == 0)
    order = x->order < y->order ? -1 : x->order > y->order;
  if (order == 0)
    order = strcmp (x->topic, y->topic);
  return order != 0 ? order : strcmp (x->item, y->item);
}

/* What a clause adds to a message: with its topic where that is not open yet. */
static char *
make_fragment (const PoskoCompareClause *clause, gboolean open)
{
  if (open)
    return g_strconcat (", ", clause->item, NULL);
  return g_strconcat (BULLET, clause->topic, *clause->item != '\0' ? ": " : "", clause->item, NULL);
}

/* The clauses from @first up to @end, as parts of at most @room characters. */
static GPtrArray *
fill_parts (const GPtrArray *clauses, guint first, guint end, glong room)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func (part_free);
  Part *part = NULL;
  for (guint i = first; i < end; i++)
    {
      const PoskoCompareClause *clause = g_ptr_array_index (clauses, i);
      const PoskoCompareClause *before = i > first ? g_ptr_array_index (clauses, i - 1) : NULL;
      const gboolean open = part != NULL && before != NULL && *clause->item != '\0' && strcmp (before->topic, clause->topic) == 0;
      g_autofree char *fragment = make_fragment (clause, open);
      if (part == NULL || g_utf8_strlen (part->text->str, -1) + g_utf8_strlen (fragment, -1) > room)
        {
          part = g_new0 (Part, 1);
          part->text = g_string_new (NULL);
          g_ptr_array_add (parts, part);
          g_free (fragment);
          fragment = make_fragment (clause, FALSE);
        }
      g_string_append (part->text, fragment);
      part->n_changes++;
    }
  return parts;
}

static void
add_part (PoskoCompareTold *self, const PoskoCompareClause *team, const char *ask, const GPtrArray *parts, guint number)
{
  const Part *part = g_ptr_array_index (parts, number);
  g_autoptr (GString) text = g_string_new (NULL);
  g_string_append_printf (text, posko_compare_say (self, "Change of plan: %s", "Perubahan rencana: %s"), team->name);
  if (parts->len > 1)
    g_string_append_printf (text, posko_compare_say (self, " (part %u of %u)", " (bagian %u dari %u)"), number + 1, parts->len);
  g_string_append_printf (text, "%s" BULLET, part->text->str);
  g_string_append_printf (text, posko_compare_say (self, "Ask: %s", "Tanya: %s"), ask);
  g_autofree char *message = shorten (g_string_free (g_steal_pointer (&text), FALSE), POSKO_COMPARE_MESSAGE_MAX);
  const PoskoCompareMessage row = { .kode_kecamatan = team->area_code,
                                    .kecamatan = team->area,
                                    .jenis = team->kind,
                                    .kode = team->code,
                                    .nama = team->name,
                                    .bagian = number + 1,
                                    .jumlah = part->n_changes,
                                    .pesan = message };
  posko_compare_add (self->work, POSKO_COMPARE_MESSAGES, &row);
}

/* The messages of one team: its clauses from @first up to @end. */
static void
compose (PoskoCompareTold *self, guint first, guint end)
{
  const PoskoCompareClause *team = g_ptr_array_index (self->clauses, first);
  g_autofree char *ask = shorten (g_strdup (*team->ask != '\0' ? team->ask : posko_compare_say (self, "the city's planners", "tim perencana kota")),
                                  MAX_NAME);
  const glong room = (glong) POSKO_COMPARE_MESSAGE_MAX - ROOM_FOR_FRAME - g_utf8_strlen (team->name, -1) - g_utf8_strlen (ask, -1);
  g_autoptr (GPtrArray) parts = fill_parts (self->clauses, first, end, room);
  for (guint i = 0; i < parts->len; i++)
    add_part (self, team, ask, parts, i);
}

void
posko_compare_messages (PoskoCompareWork *work)
{
  g_autoptr (GPtrArray) clauses = g_ptr_array_new_with_free_func (clause_free);
  PoskoCompareTold self = { .work = work, .clauses = clauses };
  work->told = &self;
  posko_compare_tell_people (&self);
  posko_compare_tell_tps (&self);
  posko_compare_tell_means (&self);
  posko_compare_tell_meals (&self);
  work->told = NULL;

  g_ptr_array_sort (clauses, sort_clauses);
  for (guint first = 0, i = 1; i <= clauses->len; i++)
    if (i == clauses->len || !is_same_team (g_ptr_array_index (clauses, first), g_ptr_array_index (clauses, i)))
      {
        compose (&self, first, i);
        first = i;
      }
}
