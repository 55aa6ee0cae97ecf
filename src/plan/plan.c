/* plan.c: the plan as a set of tables: what its columns are in C, how it is filled, settled and given out.
 *
 * The columns of each table stand in its Table Schema (schemas/output/) and are bound here, by name, to the structs of plan.h. No other
 * file of the program lists them. Numbers are kept as their files will show them (posko:decimals), so that a plan in memory and the
 * same plan read back are equal to the bit, and the verifier judges what people get.
 */
#include "plan-private.h"
#include "digest.h"
#include <math.h>
#include <string.h>

struct _PoskoPlan
{
  PoskoCase *source;
  guint64 seed;
  PoskoLanguage language;
  gdouble effort;
  gboolean stays;
  PoskoPlanStay stay;
  char stay_hash[POSKO_DIGEST_SIZE];
  char keys[POSKO_N_PRODUCTS][POSKO_DIGEST_SIZE];
  PoskoPlanLimits limits;
  PoskoTable *tables[POSKO_N_PLAN_TABLES];
};

#define COLUMN(type, name) { #name, G_STRUCT_OFFSET (type, name) }
#define AREA(type) COLUMN (type, kode_kecamatan), COLUMN (type, kecamatan)
#define END { NULL, 0 }

#define C(name) COLUMN (PoskoPlanPost, name)
static const PoskoBinding post_columns[] = {
  AREA (PoskoPlanPost), C (kode_pos), C (nama), C (jenis), C (lat), C (lon), C (tim), C (rekap), C (jumlah_tps), C (petugas),
  C (bobot), C (bobot_dalam_standar), C (menit_rata), C (menit_terjauh), C (biaya), C (asumsi), END
};
#undef C
#define C(name) COLUMN (PoskoPlanTps, name)
static const PoskoBinding tps_columns[] = {
  AREA (PoskoPlanTps), C (kelurahan), C (kode_tps), C (nomor), C (lat), C (lon), C (pemilih), C (petugas), C (bobot),
  C (pos_utama), C (menit_utama), C (pos_cadangan), C (menit_cadangan), C (dalam_standar), C (ambulans_pertama),
  C (menit_ambulans), C (ambulans_kedua), C (menit_ambulans_kedua), C (baliho), END
};
#undef C
#define C(name) COLUMN (PoskoPlanAmbulance, name)
static const PoskoBinding ambulance_columns[] = {
  AREA (PoskoPlanAmbulance), C (kode_ambulans), C (nama), C (kode_pangkalan), C (nama_pangkalan), C (lat), C (lon),
  C (jumlah_tps), C (menit_rata), C (menit_terjauh), C (biaya), C (asumsi), END
};
#undef C
#define C(name) COLUMN (PoskoPlanNeed, name)
static const PoskoBinding need_columns[] = {
  AREA (PoskoPlanNeed), C (kode_pos), C (hari), C (shift), C (mulai), C (selesai), C (profesi), C (tim), C (butuh),
  C (terisi), END
};
#undef C
#define C(name) COLUMN (PoskoPlanDuty, name)
static const PoskoBinding duty_columns[] = {
  AREA (PoskoPlanDuty), C (kode_pos), C (nama_pos), C (hari), C (shift), C (mulai), C (selesai), C (tugas), C (kode_nakes),
  C (sebutan), C (profesi), C (menit_tempuh), C (cara_memilih), C (tps_memilih), C (batas_form_a), C (asumsi), END
};
#undef C
#define C(name) COLUMN (PoskoPlanReserve, name)
static const PoskoBinding reserve_columns[] = {
  AREA (PoskoPlanReserve), C (hari), C (shift), C (mulai), C (selesai), C (profesi), C (kode_nakes), C (sebutan),
  C (menit_tiba), END
};
#undef C
#define C(name) COLUMN (PoskoPlanScreening, name)
static const PoskoBinding screening_columns[] = {
  AREA (PoskoPlanScreening), C (kode_tps), C (petugas), C (berisiko), C (kode_faskes), C (nama_faskes), C (tanggal), C (sesi),
  C (mulai), C (selesai), C (menit_tempuh), END
};
#undef C
#define C(name) COLUMN (PoskoPlanMeal, name)
static const PoskoBinding meal_columns[] = {
  AREA (PoskoPlanMeal), C (kode_tps), C (gelombang), C (hari), C (porsi), C (kode_dapur), C (kode_kendaraan), C (trip),
  C (tiba), C (batas_makan), END
};
#undef C
#define C(name) COLUMN (PoskoPlanStop, name)
static const PoskoBinding stop_columns[] = {
  AREA (PoskoPlanStop), C (kode_kendaraan), C (kode_dapur), C (nama_dapur), C (gelombang), C (nama_gelombang), C (hari), C (trip),
  C (urutan), C (kode_tps), C (lat), C (lon), C (muat_selesai), C (tiba), C (mulai_serah), C (selesai_serah), C (porsi), C (batas_makan),
  C (detik_berangkat), C (detik_mulai_serah), C (detik_kembali), END
};
#undef C
#define C(name) COLUMN (PoskoPlanBillboard, name)
static const PoskoBinding billboard_columns[] = {
  AREA (PoskoPlanBillboard), C (kode_baliho), C (nama), C (lat), C (lon), C (ukuran), C (lalu_lintas), C (biaya),
  C (pemilih_terjangkau), C (tambahan), C (peringatan), C (urutan_pasang), C (asumsi), END
};
#undef C
#define C(name) COLUMN (PoskoPlanShortage, name)
static const PoskoBinding shortage_columns[] = {
  AREA (PoskoPlanShortage), C (prioritas), C (produk), C (objek), C (kebutuhan), C (jumlah), C (satuan), C (batas), C (sebab),
  C (perbaikan), C (biaya), END
};
#undef C
#define C(name) COLUMN (PoskoPlanExclusion, name)
static const PoskoBinding exclusion_columns[] = {
  AREA (PoskoPlanExclusion), C (kode_nakes), C (sebutan), C (profesi), C (aturan), C (kolom), C (nilai), C (penjelasan), END
};
#undef C
#define C(name) COLUMN (PoskoPlanFigure, name)
static const PoskoBinding figure_columns[] = {
  C (nomor), C (produk), C (kode), C (nama), C (nilai), C (satuan), C (target), C (putusan), END
};
#undef C
#define C(name) COLUMN (PoskoPlanCertificate, name)
static const PoskoBinding certificate_columns[] = {
  C (nomor), C (produk), C (tingkat), C (tujuan), C (nilai), C (batas), C (satuan), C (selisih_persen), C (status), C (kalimat), END
};
#undef C

static const PoskoTableType table_types[POSKO_N_PLAN_TABLES] = {
  [POSKO_PLAN_POSTS] = { "output/posko", sizeof (PoskoPlanPost), post_columns },
  [POSKO_PLAN_TPS] = { "output/tps", sizeof (PoskoPlanTps), tps_columns },
  [POSKO_PLAN_AMBULANCES] = { "output/ambulans", sizeof (PoskoPlanAmbulance), ambulance_columns },
  [POSKO_PLAN_NEEDS] = { "output/kebutuhan", sizeof (PoskoPlanNeed), need_columns },
  [POSKO_PLAN_ROSTER] = { "output/roster", sizeof (PoskoPlanDuty), duty_columns },
  [POSKO_PLAN_RESERVES] = { "output/cadangan", sizeof (PoskoPlanReserve), reserve_columns },
  [POSKO_PLAN_SCREENING] = { "output/skrining", sizeof (PoskoPlanScreening), screening_columns },
  [POSKO_PLAN_MEALS] = { "output/makan", sizeof (PoskoPlanMeal), meal_columns },
  [POSKO_PLAN_STOPS] = { "output/sopir", sizeof (PoskoPlanStop), stop_columns },
  [POSKO_PLAN_BILLBOARDS] = { "output/baliho", sizeof (PoskoPlanBillboard), billboard_columns },
  [POSKO_PLAN_SHORTAGES] = { "output/kekurangan", sizeof (PoskoPlanShortage), shortage_columns },
  [POSKO_PLAN_EXCLUSIONS] = { "output/log_netralitas", sizeof (PoskoPlanExclusion), exclusion_columns },
  [POSKO_PLAN_FIGURES] = { "output/ringkasan", sizeof (PoskoPlanFigure), figure_columns },
  [POSKO_PLAN_CERTIFICATES] = { "output/sertifikat", sizeof (PoskoPlanCertificate), certificate_columns },
};

const PoskoTableType *
posko_plan_table_type (PoskoPlanTableId id)
{
  g_return_val_if_fail (id < POSKO_N_PLAN_TABLES, NULL);
  return &table_types[id];
}

PoskoPlan *
posko_plan_new_empty (PoskoCase *source)
{
  PoskoPlan *self = g_new0 (PoskoPlan, 1);
  self->source = source != NULL ? posko_case_ref (source) : NULL;
  self->seed = 1;
  self->language = POSKO_LANGUAGE_ID;
  self->effort = 1;
  self->limits = (PoskoPlanLimits) POSKO_PLAN_LIMITS_INIT;
  for (guint id = 0; id < POSKO_N_PLAN_TABLES; id++)
    self->tables[id] = posko_table_new (&table_types[id]);
  return self;
}

void
posko_plan_free (PoskoPlan *self)
{
  if (self == NULL)
    return;
  for (guint id = 0; id < POSKO_N_PLAN_TABLES; id++)
    posko_table_free (self->tables[id]);
  g_clear_pointer (&self->source, posko_case_unref);
  g_free (self);
}

PoskoCase *
posko_plan_case (const PoskoPlan *self)
{
  return self->source;
}

guint64
posko_plan_seed (const PoskoPlan *self)
{
  return self->seed;
}

PoskoLanguage
posko_plan_language (const PoskoPlan *self)
{
  return self->language;
}

void
posko_plan_set_origin (PoskoPlan *self, guint64 seed, PoskoLanguage language)
{
  self->seed = seed;
  self->language = language;
}

gdouble
posko_plan_effort (const PoskoPlan *self)
{
  return self->effort;
}

void
posko_plan_set_effort (PoskoPlan *self, gdouble effort)
{
  self->effort = effort;
}

const PoskoPlanStay *
posko_plan_stay (const PoskoPlan *self)
{
  return self->stays ? &self->stay : NULL;
}

void
posko_plan_set_stay (PoskoPlan *self, const PoskoPlanStay *stay)
{
  g_return_if_fail (stay == NULL || stay->published != NULL);
  g_autofree char *hash = stay != NULL ? posko_plan_hash (stay->published) : g_strdup ("");
  self->stays = stay != NULL;
  self->stay = stay != NULL ? *stay : (PoskoPlanStay) { 0 };
  g_strlcpy (self->stay_hash, hash, sizeof self->stay_hash);
}

void
posko_plan_remember_stay (PoskoPlan *self, const char *published, const PoskoStayRule *rules)
{
  self->stays = TRUE;
  self->stay.published = NULL;
  memcpy (self->stay.rules, rules, sizeof self->stay.rules);
  g_strlcpy (self->stay_hash, published, sizeof self->stay_hash);
}

const char *
posko_plan_stay_hash (const PoskoPlan *self)
{
  return self->stay_hash;
}

void
posko_plan_show_published (PoskoPlan *self, const PoskoPlan *published)
{
  g_return_if_fail (self->stays);
  self->stay.published = published;
}

char *
posko_plan_hash (const PoskoPlan *self)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  for (guint id = 0; id < POSKO_N_PLAN_TABLES; id++)
    posko_table_digest (self->tables[id], NULL, sum);
  return g_strdup (g_checksum_get_string (sum));
}

const PoskoPlanLimits *
posko_plan_limits (const PoskoPlan *self)
{
  return &self->limits;
}

void
posko_plan_set_limits (PoskoPlan *self, const PoskoPlanLimits *limits)
{
  self->limits = *limits;
}

const char *
posko_stay_product_name (PoskoStayProduct product)
{
  static const char *const names[] = { "posko", "ambulans", "roster", "cadangan", "skrining", "baliho" };
  G_STATIC_ASSERT (G_N_ELEMENTS (names) == POSKO_N_STAY);
  return names[product];
}

const char *
posko_plan_product_name (PoskoPlanProduct product)
{
  static const char *const names[] = { "posko", "ambulans", "roster", "cadangan", "skrining", "makan", "baliho" };
  G_STATIC_ASSERT (G_N_ELEMENTS (names) == POSKO_N_PRODUCTS);
  return names[product];
}

const char *
posko_plan_key (const PoskoPlan *self, PoskoPlanProduct product)
{
  return self->keys[product];
}

void
posko_plan_set_key (PoskoPlan *self, PoskoPlanProduct product, const char *key)
{
  g_strlcpy (self->keys[product], key, sizeof self->keys[product]);
}

PoskoTable *
posko_plan_table (const PoskoPlan *self, PoskoPlanTableId id)
{
  g_return_val_if_fail (id < POSKO_N_PLAN_TABLES, NULL);
  return self->tables[id];
}

void
posko_plan_set_table (PoskoPlan *self, PoskoPlanTableId id, PoskoTable *table)
{
  g_return_if_fail (id < POSKO_N_PLAN_TABLES && posko_table_type (table) == &table_types[id]);
  posko_table_free (self->tables[id]);
  self->tables[id] = table;
}

/* The double that reading back the written decimals gives. */
static gdouble
round_to_decimals (gdouble value, guint decimals)
{
  char format[8], text[G_ASCII_DTOSTR_BUF_SIZE + 320];
  g_snprintf (format, sizeof format, "%%.%uf", decimals);
  const gdouble rounded = g_ascii_strtod (g_ascii_formatd (text, sizeof text, format, value), NULL);
  return rounded == 0 ? 0 : rounded; /* -0 is written as 0 */
}

void
posko_plan_round_row (const PoskoTableSchema *schema, gpointer row)
{
  const guint n = posko_table_schema_n_fields (schema);
  for (guint i = 0; i < n; i++)
    {
      const PoskoField *field = posko_table_schema_field (schema, i);
      if (field->type != POSKO_FIELD_NUMBER || field->offset < 0)
        continue;
      gdouble *value = G_STRUCT_MEMBER_P (row, field->offset);
      if (isfinite (*value))
        *value = round_to_decimals (*value, field->decimals);
      else
        *value = NAN; /* a file has no infinity: it is a missing value there */
    }
}

void
posko_plan_add (PoskoPlan *plan, PoskoPlanTableId id, gconstpointer row)
{
  PoskoTable *table = posko_plan_table (plan, id);
  posko_table_append (table, row);
  const guint n = posko_table_n (table);
  gpointer kept = posko_table_row_mutable (table, n - 1);
  const PoskoTableSchema *schema = posko_table_schema (&table_types[id]);
  posko_plan_round_row (schema, kept);
  const PoskoField *number = posko_table_schema_find (schema, "nomor");
  if (number != NULL && (id == POSKO_PLAN_FIGURES || id == POSKO_PLAN_CERTIFICATES))
    *(gint64 *) G_STRUCT_MEMBER_P (kept, number->offset) = n;
}

void
posko_plan_settle (PoskoPlan *plan)
{
  for (guint id = 0; id < POSKO_N_PLAN_TABLES; id++)
    {
      PoskoTable *table = plan->tables[id];
      const PoskoTableSchema *schema = posko_table_schema (&table_types[id]);
      for (guint i = 0; i < posko_table_n (table); i++)
        posko_plan_round_row (schema, posko_table_row_mutable (table, i));
      posko_table_sort (table);
    }
}

const char *
posko_plan_text (const PoskoPlan *plan, const char *english, const char *indonesian)
{
  return plan->language == POSKO_LANGUAGE_EN ? english : indonesian;
}

PoskoSolveParams
posko_plan_solve_params (const PoskoPlanParams *params, guint64 stream)
{
  PoskoRandom random;
  posko_random_init (&random, params->seed, stream);
  return (PoskoSolveParams) {
    .seed = posko_random_next (&random),
    .n_threads = params->n_threads,
    .cancellable = params->cancellable,
    .progress = params->progress,
  };
}

const char *
posko_plan_area_code (const PoskoPlan *plan, guint area)
{
  return posko_boundary_code (posko_case_kecamatan (plan->source), area);
}

const char *
posko_plan_area_name (const PoskoPlan *plan, guint area)
{
  return posko_boundary_name (posko_case_kecamatan (plan->source), area);
}
