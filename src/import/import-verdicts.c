/* import-verdicts.c: what words of a kelurahan are taken for, and what is told of their rows: sure, repaired, marked. docs/model.md section 15.4.
 *
 * O(1) for words, and the names of a kecamatan for such as nobody knows.
 */
#include "i18n.h"
#include "nearest.h"
#include "villages-private.h"

#define FEW_OF_CODE 4u /* names that share only a code are one where one has so many times the rows of the other */
#define NAMES_OFFERED 8u

/* The names of the layer that a person may have meant: near ones, else some of the kecamatan. Returns: (transfer full) */
static char *
offer_names (const PoskoVillages *self, const PoskoNaming *naming)
{
  const PoskoImporting *importing = self->importing;
  const PoskoBoundary *layer = importing->params->kelurahan;
  const char *within = posko_boundary_code (importing->params->kecamatan, naming->kecamatan);
  g_autofree char *near = posko_place_names_offer (importing->kelurahan, naming->word, within, 3);
  g_autoptr (GString) names = g_string_new (NULL);
  guint n = 0;

  if (near != NULL)
    return g_strdup_printf (_ ("did you mean %s? (in brackets the letters to change)"), near);
  for (guint i = 0; i < posko_boundary_n (layer) && n <= NAMES_OFFERED; i++)
    if (importing->parents[i] == naming->kecamatan && n++ < NAMES_OFFERED)
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", posko_boundary_name (layer, i));
  return g_strdup_printf (_ ("write one of the kelurahan there: %s%s"), names->str, n > NAMES_OFFERED ? " …" : "");
}

static void
mark (PoskoVerdict *verdict, const char *code, const char *became, const char *expected, const char *remedy)
{
  verdict->action = POSKO_IMPORT_MARKED;
  verdict->code = code;
  verdict->became = became;
  verdict->expected = g_strdup (expected);
  verdict->remedy = remedy;
}

/* A near miss: taken when asked to repair, or when the code says the same. */
static void
judge_near (const PoskoVillages *self, PoskoNaming *naming, guint meant, gboolean is_proven, PoskoVerdict *verdict)
{
  const gboolean repair = self->importing->params->repair;
  g_autofree char *offer = g_strdup_printf ("%s (%u)", posko_villages_at (self, meant)->name, naming->distance);

  if (repair || is_proven)
    naming->village = meant;
  if (repair)
    {
      verdict->action = POSKO_IMPORT_REPAIRED;
      verdict->code = "kelurahan-near";
      verdict->offer = g_steal_pointer (&offer);
      verdict->became = verdict->offer;
      return;
    }
  mark (verdict, "kelurahan-near", NULL, offer, is_proven ? _ ("mend the name: the code was taken") : _ ("mend the name, or let init repair it (--repair=yes)"));
}

/* Name and code say different kelurahan. */
static void
judge_code (const PoskoVillages *self, PoskoNaming *naming, gboolean take_code, PoskoVerdict *verdict)
{
  g_free (verdict->found);
  verdict->found = g_strdup_printf ("%s, %s (%s)", naming->word, posko_villages_group (self, naming)->kode_kelurahan, posko_villages_at (self, naming->by_code)->name);
  if (take_code)
    naming->village = naming->by_code;
  mark (verdict, "kelurahan-code-name", posko_villages_at (self, naming->village)->name, _ ("a name and a code that agree"),
        take_code ? _ ("mend the name: the code was taken") : _ ("look which is right: the name was taken"));
}

static void
judge_unknown (PoskoVillages *self, PoskoNaming *naming, PoskoVerdict *verdict)
{
  const PoskoBoundary *layer = self->importing->params->kecamatan;

  if (naming->elsewhere != POSKO_BOUNDARY_NONE)
    {
      mark (verdict, "kelurahan-other-kecamatan", posko_boundary_name (layer, naming->elsewhere), _ ("a kelurahan of the row's kecamatan"),
            _ ("look which is right: the kecamatan of the row was kept"));
      return;
    }
  g_autofree char *expected = g_strdup_printf (_ ("a kelurahan of %s"), posko_boundary_name (layer, naming->kecamatan));
  verdict->offer = offer_names (self, naming);
  mark (verdict, "kelurahan-unknown", NULL, expected, verdict->offer);
}

/* Of a naming in a kecamatan whose kelurahan the layer knows. */
static void
judge_by_layer (PoskoVillages *self, PoskoNaming *naming, PoskoVerdict *verdict)
{
  const gboolean has_name = posko_villages_group (self, naming)->kelurahan[0] != '\0';

  if (naming->area != POSKO_BOUNDARY_NONE && naming->by_code != POSKO_BOUNDARY_NONE && naming->by_code != naming->village)
    judge_code (self, naming, FALSE, verdict);
  if (naming->area != POSKO_BOUNDARY_NONE)
    return;
  if (naming->by_code != POSKO_BOUNDARY_NONE && !has_name)
    naming->village = naming->by_code;
  else if (naming->by_code != POSKO_BOUNDARY_NONE && naming->by_code == naming->near)
    judge_near (self, naming, naming->near, TRUE, verdict);
  else if (naming->by_code != POSKO_BOUNDARY_NONE)
    judge_code (self, naming, TRUE, verdict);
  else if (naming->near != POSKO_BOUNDARY_NONE && naming->elsewhere == POSKO_BOUNDARY_NONE && !naming->is_taken)
    judge_near (self, naming, naming->near, FALSE, verdict);
  else
    judge_unknown (self, naming, verdict);
}

/* Of a naming that only the other rows of the list can tell anything of. */
static void
judge_by_list (PoskoVillages *self, PoskoNaming *naming, PoskoVerdict *verdict)
{
  const PoskoImportVillage *own = posko_villages_at (self, naming->village);

  if (naming->by_code != POSKO_BOUNDARY_NONE && posko_villages_group (self, naming)->kelurahan[0] == '\0')
    naming->village = naming->by_code;
  else if (naming->by_code != POSKO_BOUNDARY_NONE && naming->by_code != naming->village)
    {
      const PoskoImportVillage *other = posko_villages_at (self, naming->by_code);
      const guint distance = posko_nearest_distance (own->key, other->key, 2);
      const gboolean is_own = own->code[0] != '\0'; /* the name is that of another code */
      if (!is_own && distance != POSKO_NEAREST_FAR && posko_villages_is_slip (own->key, other->key, distance))
        {
          naming->distance = distance;
          judge_near (self, naming, naming->by_code, TRUE, verdict);
        }
      else
        judge_code (self, naming, !is_own && !posko_villages_group (self, naming)->is_by_tps && naming->n_rows * FEW_OF_CODE <= other->n_rows, verdict);
    }
  else if (naming->near != POSKO_BOUNDARY_NONE && !naming->is_taken)
    {
      g_autofree char *expected = g_strdup_printf ("%s (%u)", posko_villages_at (self, naming->near)->name, naming->distance);
      mark (verdict, "kelurahan-spelling", NULL, expected, _ ("look whether it is a slip: the name was kept as it is"));
    }
}

/* A code of the list is the village's where the layer has none, unless the name says otherwise. */
static void
keep_code (const PoskoVillages *self, const PoskoNaming *naming)
{
  PoskoImportVillage *village = posko_villages_at (self, naming->village);

  if (village->code[0] == '\0' && (naming->by_code == POSKO_BOUNDARY_NONE || naming->by_code == naming->village))
    village->code = posko_villages_group (self, naming)->kode_kelurahan;
}

void
posko_villages_judge (PoskoVillages *self, PoskoNaming *naming, PoskoVerdict *verdict)
{
  verdict->found = g_strdup (naming->word);
  if (self->is_known[naming->kecamatan])
    judge_by_layer (self, naming, verdict);
  else
    judge_by_list (self, naming, verdict);
  keep_code (self, naming);
}
