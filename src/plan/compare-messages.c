/* compare-messages.c: a message for each team that is affected, short enough to be read on a telephone, and none for the others.
 *
 * Every change of the lists becomes a clause for the team that it concerns: a move of a person for the post that is left and for the one
 * that is joined, a meal for the vehicle that brought it and the one that will. The clauses of a team, in order, make its message.
 */
#include "compare-private.h"
#include "plan-private.h"
#include <string.h>

#define MAX_CHARACTERS 900 /* as pesan.json promises */
#define ROOM_FOR_REST 60   /* characters kept for "and 12 more: see the roster" */

/* What one team is told of one change. */
typedef struct
{
  const char *kind, *code, *area_code, *area; /* borrowed */
  char *text;
} Clause;

typedef struct
{
  PoskoCompareWork *work;
  GPtrArray *clauses;
} Messages;

static void
clause_free (gpointer data)
{
  Clause *self = data;
  g_free (self->text);
  g_free (self);
}

static const char *say (const Messages *self, const char *english, const char *indonesian) G_GNUC_FORMAT (2) G_GNUC_FORMAT (3);

static const char *
say (const Messages *self, const char *english, const char *indonesian)
{
  return posko_plan_text (self->work->b, english, indonesian);
}

/* Takes @text. */
static void
add_clause (Messages *self, const char *kind, const char *code, const char *area_code, const char *area, char *text)
{
  Clause *clause = g_new0 (Clause, 1);
  *clause = (Clause) { .kind = kind, .code = code, .area_code = area_code, .area = area, .text = text };
  g_ptr_array_add (self->clauses, clause);
}

static void
format_clock (gint64 minutes, char *text, gsize size)
{
  if (minutes == POSKO_MISSING)
    g_strlcpy (text, "-", size);
  else
    g_snprintf (text, size, "%02d:%02d", (int) (minutes / 60), (int) (minutes % 60));
}

static char *
describe_shift (const Messages *self, const PoskoComparePerson *row, gboolean joins)
{
  char start[16], end[16];
  format_clock (joins ? row->mulai_b : row->mulai_a, start, sizeof start);
  format_clock (joins ? row->selesai_b : row->selesai_a, end, sizeof end);
  return g_strdup_printf ("%s %s (%s), %s %s %s-%s", joins ? say (self, "JOINS", "MASUK") : say (self, "LEAVES", "KELUAR"), row->sebutan,
                          row->kode_nakes, row->hari, row->shift, start, end);
}

static void
tell_of_person (Messages *self, const PoskoComparePerson *row)
{
  const char *kind = strcmp (row->peran, "tugas") == 0 ? "pos" : "cadangan";
  char start[16], end[16];
  if (strcmp (row->tempat_a, row->tempat_b) == 0)
    {
      format_clock (row->mulai_b, start, sizeof start);
      format_clock (row->selesai_b, end, sizeof end);
      add_clause (self, kind, row->tempat_b, row->kode_kecamatan, row->kecamatan,
                  g_strdup_printf ("%s %s (%s), %s %s %s-%s", say (self, "NEW DETAILS", "UBAH"), row->sebutan, row->kode_nakes, row->hari,
                                   row->shift, start, end));
      return;
    }
  if (*row->tempat_a != '\0')
    {
      const gboolean stays = *row->tempat_b != '\0'; /* then the kecamatan of the row is that of the other place */
      add_clause (self, kind, row->tempat_a, stays ? "" : row->kode_kecamatan, stays ? "" : row->kecamatan,
                  describe_shift (self, row, FALSE));
    }
  if (*row->tempat_b != '\0')
    add_clause (self, kind, row->tempat_b, row->kode_kecamatan, row->kecamatan, describe_shift (self, row, TRUE));
}

static void
tell_of_meal (Messages *self, const PoskoCompareMeal *row)
{
  char was[16], will[16];
  format_clock (row->tiba_a, was, sizeof was);
  format_clock (row->tiba_b, will, sizeof will);
  if (*row->kode_kendaraan_b != '\0' && strcmp (row->kode_kendaraan_a, row->kode_kendaraan_b) == 0)
    {
      add_clause (self, "kendaraan", row->kode_kendaraan_b, "", "",
                  g_strdup_printf (say (self, "%s TPS %s at %s (was %s)", "%s TPS %s pukul %s (semula %s)"), row->gelombang, row->kode_tps,
                                   will, was));
      return;
    }
  if (*row->kode_kendaraan_a != '\0')
    add_clause (self, "kendaraan", row->kode_kendaraan_a, "", "",
                g_strdup_printf (say (self, "%s DROP TPS %s", "%s BATAL TPS %s"), row->gelombang, row->kode_tps));
  if (*row->kode_kendaraan_b != '\0')
    add_clause (self, "kendaraan", row->kode_kendaraan_b, "", "",
                g_strdup_printf (say (self, "%s ADD TPS %s at %s, %d portions", "%s TAMBAH TPS %s pukul %s, %d porsi"), row->gelombang,
                                 row->kode_tps, will, (int) row->porsi_diantar_b));
}

static void
tell_of_ambulance (Messages *self, const PoskoCompareMeans *row)
{
  char *text = NULL;
  if (*row->tempat_b == '\0')
    text = g_strdup_printf (say (self, "not on duty (was at %s)", "tidak bertugas (semula di %s)"), row->tempat_a);
  else if (*row->tempat_a == '\0')
    text = g_strdup_printf (say (self, "on duty at %s", "bertugas di %s"), row->tempat_b);
  else if (strcmp (row->tempat_a, row->tempat_b) != 0)
    text = g_strdup_printf (say (self, "move from %s to %s", "pindah dari %s ke %s"), row->tempat_a, row->tempat_b);
  if (text != NULL) /* who stays where it is need not be told */
    add_clause (self, "ambulans", row->kode, row->kode_kecamatan, row->kecamatan, text);
}

static gint
sort_clauses (gconstpointer a, gconstpointer b)
{
  const Clause *x = *(const Clause *const *) a, *y = *(const Clause *const *) b;
  gint order = strcmp (x->kind, y->kind);
  if (order == 0)
    order = strcmp (x->code, y->code);
  return order != 0 ? order : strcmp (x->text, y->text);
}

/* One message of the clauses from @first up to @end. */
static void
compose (Messages *self, guint first, guint end)
{
  const Clause *head = g_ptr_array_index (self->clauses, first);
  const Clause *place = head;
  g_autoptr (GString) text = g_string_new (NULL);
  guint told = first;
  g_string_append_printf (text, say (self, "Change of plan, %s %s: ", "Perubahan rencana, %s %s: "), head->kind, head->code);
  for (; told < end; told++)
    {
      const Clause *clause = g_ptr_array_index (self->clauses, told);
      if (told > first && g_utf8_strlen (text->str, -1) + g_utf8_strlen (clause->text, -1) > MAX_CHARACTERS - ROOM_FOR_REST)
        break;
      g_string_append_printf (text, "%s%s", told > first ? "; " : "", clause->text);
    }
  for (guint i = first; i < end && *place->area_code == '\0'; i++)
    place = g_ptr_array_index (self->clauses, i);
  if (told < end)
    g_string_append_printf (text, say (self, "; and %u more, see the new sheet", "; dan %u lagi, lihat lembar yang baru"), end - told);
  g_autofree char *message = g_utf8_substring (text->str, 0, MIN (g_utf8_strlen (text->str, -1), MAX_CHARACTERS));
  const PoskoCompareMessage row = { .kode_kecamatan = place->area_code,
                                    .kecamatan = place->area,
                                    .jenis = head->kind,
                                    .kode = head->code,
                                    .jumlah = end - first,
                                    .pesan = message };
  posko_compare_add (self->work, POSKO_COMPARE_MESSAGES, &row);
}

void
posko_compare_messages (PoskoCompareWork *self)
{
  g_autoptr (GPtrArray) clauses = g_ptr_array_new_with_free_func (clause_free);
  Messages messages = { .work = self, .clauses = clauses };
  PoskoTable *people = self->answer->tables[POSKO_COMPARE_PEOPLE], *meals = self->answer->tables[POSKO_COMPARE_MEALS];
  PoskoTable *means = self->answer->tables[POSKO_COMPARE_MEANS];
  for (guint i = 0; i < posko_table_n (people); i++)
    tell_of_person (&messages, posko_table_row (people, i));
  for (guint i = 0; i < posko_table_n (meals); i++)
    tell_of_meal (&messages, posko_table_row (meals, i));
  for (guint i = 0; i < posko_table_n (means); i++)
    if (strcmp (((const PoskoCompareMeans *) posko_table_row (means, i))->jenis, "ambulans") == 0)
      tell_of_ambulance (&messages, posko_table_row (means, i));

  g_ptr_array_sort (clauses, sort_clauses);
  for (guint first = 0, i = 1; i <= clauses->len; i++)
    {
      const Clause *own = g_ptr_array_index (clauses, first);
      const Clause *next = i < clauses->len ? g_ptr_array_index (clauses, i) : NULL;
      if (next != NULL && strcmp (own->kind, next->kind) == 0 && strcmp (own->code, next->code) == 0)
        continue;
      compose (&messages, first, i);
      first = i;
    }
}
