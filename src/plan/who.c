/* who.c: an answer as a set of tables, and the plan as far as its case knows it.
 *
 * A plan that people edited may name anything. What the answers rest on is therefore copied first into a view in which every code is one
 * of the case, and what is left out is counted. O(rows · posts).
 */
#include "who-private.h"
#include <string.h>

#define COLUMN(type, name) { #name, G_STRUCT_OFFSET (type, name) }
#define PLACE(type) COLUMN (type, hari), COLUMN (type, shift), COLUMN (type, peran), COLUMN (type, tempat), COLUMN (type, tugas)
#define END { NULL, 0 }
#define MAX_WANTED 100000

#define C(name) COLUMN (PoskoWhoSummary, name)
static const PoskoBinding summary_columns[] = { C (kode_nakes), C (sebutan), C (profesi), C (tugas), C (tugas_terisi), C (siaga),
                                                C (siaga_terisi), C (poin), C (batas), C (poin_kosong), C (status), C (kalimat), END };
#undef C
#define C(name) COLUMN (PoskoWhoDuty, name)
static const PoskoBinding duty_columns[]
  = { C (kode_kecamatan), C (kecamatan), PLACE (PoskoWhoDuty), C (kode_nakes), C (nama_tempat), C (mulai), C (selesai), C (calon), C (calon_lepas),
      C (terpilih), C (sebutan_terpilih), C (poin_kosong), C (perbaikan), END };
#undef C
#define C(name) COLUMN (PoskoWhoCandidate, name)
static const PoskoBinding candidate_columns[]
  = { PLACE (PoskoWhoCandidate), C (urutan), C (kode_nakes), C (sebutan), C (profesi), C (keadaan), C (siaga), C (poin), C (poin_kosong),
      C (poin_pengganti), C (poin_form_a), C (poin_tim), C (poin_jalan), C (poin_adil), C (jumlah_shift), C (malam), C (jam),
      C (menit_tempuh), C (cara_memilih), C (tps_memilih), C (batas_form_a), C (melepas), C (siaga_melepas), C (siaga_pengganti),
      C (catatan), END };
#undef C
#define C(name) COLUMN (PoskoWhoRule, name)
static const PoskoBinding rule_columns[] = { PLACE (PoskoWhoRule), C (aturan), C (orang), C (hanya), C (arti), END };
#undef C
#define C(name) COLUMN (PoskoWhoNear, name)
static const PoskoBinding near_columns[] = { PLACE (PoskoWhoNear), C (urutan), C (kode_nakes), C (sebutan), C (profesi), C (aturan),
                                             C (kolom), C (nilai), C (menit_tempuh), C (perbaikan), END };
#undef C
#define C(name) COLUMN (PoskoWhoLate, name)
static const PoskoBinding late_columns[]
  = { C (kode_kecamatan), C (kecamatan), C (kode_tps), C (hal), C (gelombang), C (keadaan), C (nilai), C (batas), C (sebab_kode), C (sebab),
      C (perbaikan_kode), C (perbaikan), C (tempat), C (nilai_sesudah), C (ikut_teratasi), C (biaya), END };
#undef C

static const PoskoTableType table_types[POSKO_N_WHO_TABLES] = {
  [POSKO_WHO_SUMMARY] = { "output/ganti_ringkasan", sizeof (PoskoWhoSummary), summary_columns },
  [POSKO_WHO_DUTIES] = { "output/ganti_tugas", sizeof (PoskoWhoDuty), duty_columns },
  [POSKO_WHO_CANDIDATES] = { "output/ganti_calon", sizeof (PoskoWhoCandidate), candidate_columns },
  [POSKO_WHO_RULES] = { "output/ganti_aturan", sizeof (PoskoWhoRule), rule_columns },
  [POSKO_WHO_NEAR] = { "output/ganti_nyaris", sizeof (PoskoWhoNear), near_columns },
  [POSKO_WHO_LATE] = { "output/terlambat", sizeof (PoskoWhoLate), late_columns },
};

const PoskoTableType *
posko_who_table_type (PoskoWhoTableId id)
{
  g_return_val_if_fail (id < POSKO_N_WHO_TABLES, NULL);
  return &table_types[id];
}

PoskoWho *
posko_who_new (PoskoLanguage language, PoskoWhoTableId first, PoskoWhoTableId last)
{
  PoskoWho *self = g_new0 (PoskoWho, 1);
  self->language = language;
  for (guint id = first; id <= last; id++)
    self->tables[id] = posko_table_new (&table_types[id]);
  return self;
}

void
posko_who_free (PoskoWho *self)
{
  for (guint id = 0; self != NULL && id < POSKO_N_WHO_TABLES; id++)
    g_clear_pointer (&self->tables[id], posko_table_free);
  g_free (self);
}

void
posko_who_add (PoskoWho *self, PoskoWhoTableId id, gconstpointer row)
{
  posko_table_append (self->tables[id], row);
}

void
posko_who_settle (PoskoWho *self)
{
  for (guint id = 0; id < POSKO_N_WHO_TABLES; id++)
    if (self->tables[id] != NULL)
      posko_table_sort (self->tables[id]);
}

PoskoTable *
posko_who_table (const PoskoWho *self, PoskoWhoTableId id)
{
  g_return_val_if_fail (id < POSKO_N_WHO_TABLES, NULL);
  return self->tables[id];
}

PoskoLanguage
posko_who_language (const PoskoWho *self)
{
  return self->language;
}

guint
posko_who_n_unknown (const PoskoWho *self)
{
  return self->n_unknown;
}

const char *
posko_who_text (const PoskoWho *self, const char *english, const char *indonesian)
{
  return self->language == POSKO_LANGUAGE_EN ? english : indonesian;
}

char *
posko_who_minutes (const PoskoWho *self, gdouble minutes)
{
  return posko_format_decimal (minutes, 1, self->language);
}

/* ---- the view ---- */

typedef struct
{
  const PoskoCase *source;
  const PoskoPolicy *policy;
  PoskoPlan *view;
  GHashTable *posts; /* codes of the view's posts */
  GHashTable *needs; /* "post\tday\tshift\tprofession" of the view's needs */
  guint n_unknown;
} View;

static gboolean
is_profession (const char *name)
{
  for (guint q = 0; q < POSKO_N_PROFESI; q++)
    if (strcmp (posko_profesi_name ((PoskoProfesi) q), name) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_shift (const View *self, const char *day, const char *shift)
{
  return posko_shift_find (self->policy, day, shift) != G_MAXUINT;
}

static gboolean
is_person (const View *self, const char *code)
{
  guint n;
  const PoskoNakes *nakes = posko_case_nakes (self->source, &n);
  return posko_find_by_code (nakes, n, sizeof *nakes, code) != NULL;
}

static gboolean
is_area (const View *self, const char *code)
{
  for (guint k = 0; k < posko_boundary_n (posko_case_kecamatan (self->source)); k++)
    if (strcmp (posko_boundary_code (posko_case_kecamatan (self->source), k), code) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
keep_post (View *self, gconstpointer row)
{
  const PoskoPlanPost *post = row;
  guint n;
  const PoskoFaskes *faskes = posko_case_faskes (self->source, &n);
  return posko_find_by_code (faskes, n, sizeof *faskes, post->kode_pos) != NULL
         && g_hash_table_add (self->posts, (gpointer) post->kode_pos);
}

static char *
need_key (const char *post, const char *day, const char *shift, const char *profession)
{
  return g_strjoin ("\t", post, day, shift, profession, NULL);
}

static gboolean
keep_need (View *self, gconstpointer row)
{
  const PoskoPlanNeed *need = row;
  return g_hash_table_contains (self->posts, need->kode_pos) && is_shift (self, need->hari, need->shift) && is_profession (need->profesi)
         && need->butuh >= 0 && need->butuh <= MAX_WANTED
         && g_hash_table_add (self->needs, need_key (need->kode_pos, need->hari, need->shift, need->profesi));
}

static gboolean
keep_duty (View *self, gconstpointer row)
{
  const PoskoPlanDuty *duty = row;
  if (!g_hash_table_contains (self->posts, duty->kode_pos) || !is_shift (self, duty->hari, duty->shift) || !is_profession (duty->tugas)
      || !is_person (self, duty->kode_nakes))
    return FALSE;
  if (g_hash_table_add (self->needs, need_key (duty->kode_pos, duty->hari, duty->shift, duty->tugas)))
    posko_plan_add (self->view, POSKO_PLAN_NEEDS,
                    &(PoskoPlanNeed) { .kode_kecamatan = duty->kode_kecamatan,
                                       .kecamatan = duty->kecamatan,
                                       .kode_pos = duty->kode_pos,
                                       .hari = duty->hari,
                                       .shift = duty->shift,
                                       .profesi = duty->tugas,
                                       .mulai = duty->mulai,
                                       .selesai = duty->selesai });
  return TRUE;
}

static gboolean
keep_reserve (View *self, gconstpointer row)
{
  const PoskoPlanReserve *reserve = row;
  return is_area (self, reserve->kode_kecamatan) && is_shift (self, reserve->hari, reserve->shift) && is_profession (reserve->profesi)
         && is_person (self, reserve->kode_nakes);
}

PoskoPlan *
posko_who_view (const PoskoPlan *plan, PoskoLanguage language, guint *n_unknown)
{
  static const struct
  {
    PoskoPlanTableId id;
    gboolean (*keep) (View *self, gconstpointer row);
  } tables[] = { { POSKO_PLAN_POSTS, keep_post },
                 { POSKO_PLAN_NEEDS, keep_need },
                 { POSKO_PLAN_ROSTER, keep_duty },
                 { POSKO_PLAN_RESERVES, keep_reserve } };
  g_autoptr (GHashTable) posts = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) needs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  View self = { .source = posko_plan_case (plan), .view = posko_plan_new_empty (posko_plan_case (plan)), .posts = posts, .needs = needs };
  self.policy = posko_case_policy (self.source);
  posko_plan_set_origin (self.view, posko_plan_seed (plan), language);
  for (guint t = 0; t < G_N_ELEMENTS (tables); t++)
    {
      const PoskoTable *table = posko_plan_table (plan, tables[t].id);
      for (guint r = 0; r < posko_table_n (table); r++)
        if (tables[t].keep (&self, posko_table_row (table, r)))
          posko_plan_add (self.view, tables[t].id, posko_table_row (table, r));
        else
          self.n_unknown++;
    }
  *n_unknown = self.n_unknown;
  return self.view;
}
