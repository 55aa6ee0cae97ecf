/* policy-days.c: phases, shifts and sessions of the policy, laid out over the polling days.
 *
 * "rekap" stands for every recap day, H+1 to H+hari_rekap_akhir: a phase or shift of it becomes one a day.
 */
#include <string.h>

#include "i18n.h"
#include "policy-private.h"

#define MINUTES_PER_DAY 1440

gboolean
posko_day_read (const char *text, gint64 *day)
{
  gint64 value = 0;
  guint n = 0;

  if (text[0] != 'H')
    return FALSE;
  if (text[1] == '\0')
    {
      *day = 0;
      return TRUE;
    }
  if (text[1] != '+' && text[1] != '-')
    return FALSE;
  for (const char *at = text + 2; g_ascii_isdigit (*at) && n < 3; at++, n++)
    value = value * 10 + (*at - '0');
  if (n == 0 || n > 2 || text[2 + n] != '\0')
    return FALSE;
  *day = text[1] == '-' ? -value : value;
  return TRUE;
}

static const char *
text_of (JsonObject *object, const char *name)
{
  return json_object_get_string_member (object, name);
}

static PoskoPlace
place_of (JsonObject *object)
{
  return strcmp (text_of (object, "tempat"), "tps") == 0 ? POSKO_PLACE_TPS : POSKO_PLACE_KECAMATAN;
}

static gint
compare_phases (gconstpointer a, gconstpointer b)
{
  const PoskoPhase *x = a, *y = b;
  return x->start != y->start ? (x->start < y->start ? -1 : 1) : strcmp (x->kode, y->kode);
}

static gint
compare_shifts (gconstpointer a, gconstpointer b)
{
  const PoskoShift *x = a, *y = b;
  return x->start != y->start ? (x->start < y->start ? -1 : 1) : strcmp (x->kode, y->kode);
}

static gint
compare_sessions (gconstpointer a, gconstpointer b)
{
  const PoskoSession *x = a, *y = b;
  return x->start != y->start ? (x->start < y->start ? -1 : 1) : strcmp (x->kode, y->kode);
}

static gboolean
add_phase (PoskoPolicyDocument *self, JsonObject *object, gint64 first_day, gint64 last_day, const char *pointer,
           const PoskoDocumentSource *source, PoskoDiagnostics *diagnostics)
{
  PoskoPhase phase = {
    .kode = g_string_chunk_insert_const (self->texts, text_of (object, "kode")),
    .nama = g_string_chunk_insert_const (self->texts, text_of (object, "nama")),
    .place = place_of (object),
    .start = first_day * MINUTES_PER_DAY + posko_clock_minutes (text_of (object, "mulai")),
    .end = last_day * MINUTES_PER_DAY + posko_clock_minutes (text_of (object, "selesai")),
    .multiplier = json_node_get_value_type (json_object_get_member (object, "pengali")) == G_TYPE_INT64
                    ? (gdouble) json_object_get_int_member (object, "pengali")
                    : json_object_get_double_member (object, "pengali"),
  };

  if (phase.start >= phase.end)
    return posko_policy_fault (source, diagnostics, "policy-order", pointer, _ ("a phase that ends before it begins"), _ ("mulai before selesai"));
  g_array_append_val (self->phases, phase);
  return TRUE;
}

static gboolean
read_phase (PoskoPolicyDocument *self, JsonObject *object, const char *pointer, const PoskoDocumentSource *source,
            PoskoDiagnostics *diagnostics)
{
  gint64 first, last;
  gboolean first_is_day = posko_day_read (text_of (object, "hari_mulai"), &first);
  gboolean last_is_day = posko_day_read (text_of (object, "hari_selesai"), &last);
  gboolean sound = TRUE;

  if (first_is_day && last_is_day)
    return add_phase (self, object, first, last, pointer, source, diagnostics);
  if (first_is_day || last_is_day)
    return posko_policy_fault (source, diagnostics, "policy-day", pointer, _ ("\"rekap\" beside a day"),
                               _ ("\"rekap\" in both hari_mulai and hari_selesai, or days in both"));
  for (gint64 day = 1; day <= self->policy.hari_rekap_akhir && sound; day++)
    sound = add_phase (self, object, day, day, pointer, source, diagnostics);
  return sound;
}

static gboolean
add_shift (PoskoPolicyDocument *self, JsonObject *object, gint64 day, const char *pointer, const PoskoDocumentSource *source,
           PoskoDiagnostics *diagnostics)
{
  PoskoShift shift = {
    .kode = g_string_chunk_insert_const (self->texts, text_of (object, "kode")),
    .day = day,
    .start = day * MINUTES_PER_DAY + posko_clock_minutes (text_of (object, "mulai")),
    .end = day * MINUTES_PER_DAY + posko_clock_minutes (text_of (object, "selesai")),
    .place = place_of (object),
  };

  if (shift.start >= shift.end || shift.end - shift.start > MINUTES_PER_DAY)
    return posko_policy_fault (source, diagnostics, "policy-order", pointer, _ ("a shift that ends before it begins, or is over 24 hours"),
                               _ ("mulai before selesai; past midnight is written 29:00"));
  for (guint i = 0; i < self->shifts->len; i++)
    {
      const PoskoShift *other = &g_array_index (self->shifts, PoskoShift, i);
      if (other->day == day && strcmp (other->kode, shift.kode) == 0)
        return posko_policy_fault (source, diagnostics, "policy-double", pointer, _ ("a second shift of this kode on one day"),
                                   _ ("a kode of its own for each shift of a day"));
    }
  g_array_append_val (self->shifts, shift);
  return TRUE;
}

static gboolean
read_shift (PoskoPolicyDocument *self, JsonObject *object, const char *pointer, const PoskoDocumentSource *source,
            PoskoDiagnostics *diagnostics)
{
  JsonArray *days = json_object_get_array_member (object, "hari");
  gboolean sound = TRUE;

  for (guint i = 0; i < json_array_get_length (days) && sound; i++)
    {
      gint64 day;
      if (posko_day_read (json_array_get_string_element (days, i), &day))
        sound = add_shift (self, object, day, pointer, source, diagnostics);
      else
        for (day = 1; day <= self->policy.hari_rekap_akhir && sound; day++)
          sound = add_shift (self, object, day, pointer, source, diagnostics);
    }
  return sound;
}

static gboolean
read_session (PoskoPolicyDocument *self, JsonObject *object, const char *pointer, const PoskoDocumentSource *source,
              PoskoDiagnostics *diagnostics)
{
  PoskoSession session = {
    .kode = g_string_chunk_insert_const (self->texts, text_of (object, "kode")),
    .start = posko_clock_minutes (text_of (object, "mulai")),
    .end = posko_clock_minutes (text_of (object, "selesai")),
  };

  if (session.start >= session.end)
    return posko_policy_fault (source, diagnostics, "policy-order", pointer, _ ("a session that ends before it begins"), _ ("mulai before selesai"));
  for (guint i = 0; i < self->sessions->len; i++)
    if (strcmp (g_array_index (self->sessions, PoskoSession, i).kode, session.kode) == 0)
      return posko_policy_fault (source, diagnostics, "policy-double", pointer, _ ("a second session of this kode"), _ ("a kode of its own for each session"));
  g_array_append_val (self->sessions, session);
  return TRUE;
}

typedef gboolean (*Reader) (PoskoPolicyDocument *self, JsonObject *object, const char *pointer, const PoskoDocumentSource *source,
                            PoskoDiagnostics *diagnostics);

static gboolean
read_list (PoskoPolicyDocument *self, JsonNode *root, const char *path, Reader reader, const PoskoDocumentSource *source,
           PoskoDiagnostics *diagnostics)
{
  JsonArray *list = json_node_get_array (posko_policy_value (root, path));
  gboolean sound = TRUE;

  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      g_autofree char *pointer = g_strdup_printf ("/%s/nilai/%u", path, i);
      sound = reader (self, json_array_get_object_element (list, i), pointer, source, diagnostics) && sound;
    }
  return sound;
}

gboolean
posko_policy_lay_out_days (PoskoPolicyDocument *self, JsonNode *root, const PoskoDocumentSource *source, PoskoDiagnostics *diagnostics)
{
  PoskoPolicy *policy = &self->policy;
  gboolean sound = read_list (self, root, "fase", read_phase, source, diagnostics);

  sound = read_list (self, root, "shift", read_shift, source, diagnostics) && sound;
  sound = read_list (self, root, "skrining/sesi", read_session, source, diagnostics) && sound;
  g_array_sort (self->phases, compare_phases);
  g_array_sort (self->shifts, compare_shifts);
  g_array_sort (self->sessions, compare_sessions);
  policy->phases = (const PoskoPhase *) (gconstpointer) self->phases->data;
  policy->n_phases = self->phases->len;
  policy->shifts = (const PoskoShift *) (gconstpointer) self->shifts->data;
  policy->n_shifts = self->shifts->len;
  policy->sesi = (const PoskoSession *) (gconstpointer) self->sessions->data;
  policy->n_sesi = self->sessions->len;
  return sound;
}
