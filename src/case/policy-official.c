/* policy-official.c: the official figures of the policy (`resmi`), as they were printed. */
#include "policy-private.h"
#include "table.h"

const char *
posko_official_name (PoskoOfficialFigure figure)
{
  static const char *const names[POSKO_N_OFFICIAL] = { "tps", "dpt_laki", "dpt_perempuan", "dpt", "kpps", "petugas" };
  g_return_val_if_fail ((guint) figure < POSKO_N_OFFICIAL, "");
  return names[figure];
}

/* The schema has seen to the types and ranges: a getter that fails here is our own mistake. */
static const char *
text_of (PoskoPolicyDocument *self, const PoskoJsonCursor *entry, const char *name)
{
  const PoskoJsonCursor member = posko_json_member (entry, name);
  return posko_json_exists (&member) ? g_string_chunk_insert_const (self->texts, posko_json_get_string (&member, NULL)) : "";
}

static gint64
figure_of (const PoskoJsonCursor *entry, PoskoOfficialFigure figure)
{
  const PoskoJsonCursor member = posko_json_member (entry, posko_official_name (figure));
  gint64 value = POSKO_MISSING;
  const gboolean good = !posko_json_exists (&member) || posko_json_get_integer (&member, 0, G_MAXINT64, &value, NULL);
  g_assert (good);
  return value;
}

void
posko_policy_read_official (PoskoPolicyDocument *self, JsonNode *root)
{
  const PoskoJsonCursor list = posko_json_cursor (posko_policy_value (root, "resmi"));
  const guint n = json_array_get_length (posko_json_get_array (&list, NULL));

  for (guint i = 0; i < n; i++)
    {
      const PoskoJsonCursor entry = posko_json_element (&list, i);
      PoskoOfficial official = { .wilayah = text_of (self, &entry, "wilayah"), .sumber = text_of (self, &entry, "sumber") };
      for (guint f = 0; f < POSKO_N_OFFICIAL; f++)
        official.figures[f] = figure_of (&entry, (PoskoOfficialFigure) f);
      g_array_append_val (self->official, official);
    }
  self->policy.resmi = (const PoskoOfficial *) (gconstpointer) self->official->data;
  self->policy.n_resmi = self->official->len;
}
