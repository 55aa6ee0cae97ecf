/* verify.c: the order in which a plan is judged, and what the verifier knows of the case.
 *
 * Each part is a file of its own (verify-posts.c, verify-roster.c …); later parts rest on facts that earlier ones have
 * noted. To add a rule: a code in verify-checks.c, a line in the part it belongs to, and a mutation in
 * tests/plan/test-verify.c that it must notice.
 */
#include "verify-private.h"

typedef void (*Part) (PoskoVerifier *self);

static const Part parts[] = {
  posko_verify_duplicates,     posko_verify_posts,        posko_verify_tps,        posko_verify_post_sums,
  posko_verify_needs,          posko_verify_ambulances,   posko_verify_roster,     posko_verify_need_rows,
  posko_verify_roster_figures, posko_verify_reserves,     posko_verify_exclusions, posko_verify_meals,
  posko_verify_screening,      posko_verify_billboards,   posko_verify_changes,    posko_verify_city,       posko_verify_shortages,
  posko_verify_figures,        posko_verify_certificates,
};

/* Codes of a table of the case; @stride is the size of a row, @offset where its code stands. */
static GHashTable *
index_codes (gconstpointer rows, guint n, gsize stride, gsize offset)
{
  GHashTable *index = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = n; i > 0; i--)
    {
      const char *const *code = (gconstpointer) ((const char *) rows + (i - 1) * stride + offset);
      g_hash_table_insert (index, (gpointer) *code, GUINT_TO_POINTER (i));
    }
  return index;
}

static void
clear_shortage (gpointer data)
{
  g_free (((PoskoVerifyShortage *) data)->need);
}

static void
clear_figure (gpointer data)
{
  g_free (((PoskoVerifyFigure *) data)->code);
}

static void
clear_certificate (gpointer data)
{
  g_free (((PoskoVerifyCertificate *) data)->level);
}

#define INDEX(type, member, rows, n) index_codes (rows, n, sizeof (type), G_STRUCT_OFFSET (type, member))

static void
read_case (PoskoVerifier *self)
{
  const PoskoCase *source = self->source;
  self->policy = posko_case_policy (source);
  self->travel = posko_case_travel (source);
  self->areas = posko_case_kecamatan (source);
  self->n_areas = posko_boundary_n (self->areas);
  self->tps = posko_case_tps (source, &self->n_tps);
  self->faskes = posko_case_faskes (source, &self->n_faskes);
  self->nakes = posko_case_nakes (source, &self->n_nakes);
  self->ambulans = posko_case_ambulans (source, &self->n_ambulans);
  self->dapur = posko_case_dapur (source, &self->n_dapur);
  self->kendaraan = posko_case_kendaraan (source, &self->n_kendaraan);
  self->gelombang = posko_case_gelombang (source, &self->n_gelombang);
  self->baliho = posko_case_baliho (source, &self->n_baliho);
  self->tps_by_code = INDEX (PoskoTps, kode_tps, self->tps, self->n_tps);
  self->faskes_by_code = INDEX (PoskoFaskes, kode, self->faskes, self->n_faskes);
  self->nakes_by_code = INDEX (PoskoNakes, kode, self->nakes, self->n_nakes);
  self->ambulans_by_code = INDEX (PoskoAmbulans, kode, self->ambulans, self->n_ambulans);
  self->dapur_by_code = INDEX (PoskoDapur, kode, self->dapur, self->n_dapur);
  self->kendaraan_by_code = INDEX (PoskoKendaraan, kode, self->kendaraan, self->n_kendaraan);
  self->gelombang_by_code = INDEX (PoskoGelombang, kode, self->gelombang, self->n_gelombang);
  self->baliho_by_code = INDEX (PoskoBaliho, kode, self->baliho, self->n_baliho);
}

static void
make_room (PoskoVerifier *self)
{
  self->open = g_new0 (gboolean, self->n_faskes + 1);
  self->post_teams = g_new0 (gint64, self->n_faskes + 1);
  self->nearest_tps = g_new (gint64, self->n_faskes + 1);
  self->recap_post = g_new (guint, self->n_areas + 1);
  self->first_post = g_new (guint, self->n_tps + 1);
  self->first_seconds = g_new0 (gint64, self->n_tps + 1);
  for (guint i = 0; i < self->n_tps; i++)
    self->first_post[i] = POSKO_VERIFY_NONE;
  for (guint j = 0; j < self->n_faskes; j++)
    self->nearest_tps[j] = -1;
  self->needs = g_array_new (FALSE, FALSE, sizeof (PoskoVerifyNeed));
  self->duties = g_array_new (FALSE, FALSE, sizeof (PoskoVerifyDuty));
  self->shortages = g_array_new (FALSE, FALSE, sizeof (PoskoVerifyShortage));
  self->figures = g_array_new (FALSE, FALSE, sizeof (PoskoVerifyFigure));
  self->certificates = g_array_new (FALSE, FALSE, sizeof (PoskoVerifyCertificate));
  g_array_set_clear_func (self->shortages, clear_shortage);
  g_array_set_clear_func (self->figures, clear_figure);
  g_array_set_clear_func (self->certificates, clear_certificate);
}

static void
verifier_clear (PoskoVerifier *self)
{
  GHashTable *indices[]
      = { self->tps_by_code,   self->faskes_by_code,    self->nakes_by_code,     self->ambulans_by_code,
          self->dapur_by_code, self->kendaraan_by_code, self->gelombang_by_code, self->baliho_by_code };
  GArray *lists[] = { self->needs, self->duties, self->shortages, self->figures, self->certificates };
  gpointer arrays[] = { self->weight,      self->recap_weight, self->open,       self->post_teams,
                        self->nearest_tps, self->recap_post,   self->first_post, self->first_seconds };
  for (guint i = 0; i < G_N_ELEMENTS (indices); i++)
    g_clear_pointer (&indices[i], g_hash_table_unref);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    g_clear_pointer (&lists[i], g_array_unref);
  for (guint i = 0; i < G_N_ELEMENTS (arrays); i++)
    g_free (arrays[i]);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PoskoVerifier, verifier_clear)

/* Product "umum", which rests on all others. */
void
posko_verify_city (PoskoVerifier *self)
{
  static const char *const tables[]
      = { "tps", "faskes", "nakes", "ambulans", "dapur", "kendaraan", "gelombang", "baliho" };
  gint64 voters = 0, petugas = 0, at_risk = 0, assumed = 0;
  gdouble cases = (gdouble) self->total_weight;
  for (guint i = 0; i < self->n_tps; i++)
    {
      voters += self->tps[i].pemilih;
      petugas += self->tps[i].petugas;
      at_risk += posko_verify_at_risk (&self->tps[i]);
    }
  for (guint k = 0; k < self->n_areas; k++)
    cases += (gdouble) self->recap_weight[k];
  for (guint t = 0; t < G_N_ELEMENTS (tables); t++)
    assumed += posko_case_is_assumed (self->source, tables[t]) ? 1 : 0;
  const struct
  {
    const char *code;
    gdouble value;
    const char *unit;
  } figures[] = {
    { "kecamatan", self->n_areas, "kecamatan" },   { "tps", self->n_tps, "TPS" },
    { "pemilih", (gdouble) voters, "orang" },      { "petugas", (gdouble) petugas, "orang" },
    { "berisiko", (gdouble) at_risk, "orang" },    { "kasus", cases / 1e6, "kasus" },
    { "biaya", (gdouble) self->rupiah, "rupiah" }, { "tabel_asumsi", (gdouble) assumed, "tabel" },
  };
  for (guint f = 0; f < G_N_ELEMENTS (figures); f++)
    posko_verify_expect_info (self, "umum", figures[f].code, NULL, figures[f].value, figures[f].unit);
  posko_verify_expect_figure (self, "umum", "kekurangan", NULL, posko_verify_n (self, POSKO_PLAN_SHORTAGES), "baris",
                              POSKO_VERIFY_AT_MOST, 0);
}

gboolean
posko_verify (const PoskoPlan *plan, PoskoDiagnostics *findings, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (plan != NULL && findings != NULL, FALSE);
  g_auto (PoskoVerifier) self = { .plan = plan, .findings = findings, .source = posko_plan_case (plan) };
  read_case (&self);
  make_room (&self);
  posko_verify_weigh (&self);
  for (guint p = 0; p < G_N_ELEMENTS (parts); p++)
    {
      if (posko_set_error_if_cancelled (cancellable, error))
        return FALSE;
      parts[p](&self);
    }
  return TRUE;
}
