/* policy.c: kebijakan.json into a PoskoPolicy; see policy.h.
 *
 * The document is held against schemas/kebijakan.schema.json first; then each value is fetched by its path, or its default from the
 * schema. So the table below holds no default, no range and no unit.
 */
#include "policy.h"

#include <string.h>

#include "i18n.h"
#include "policy-private.h"

#define SCHEMA "kebijakan.schema.json"

const PoskoPolicyBinding POSKO_POLICY_BINDINGS[] = {
  { "umum/nama", POSKO_POLICY_TEXT, G_STRUCT_OFFSET (PoskoPolicy, nama) },
  { "umum/kota", POSKO_POLICY_TEXT, G_STRUCT_OFFSET (PoskoPolicy, kota) },
  { "umum/kode_kota", POSKO_POLICY_TEXT, G_STRUCT_OFFSET (PoskoPolicy, kode_kota) },
  { "umum/zona_waktu", POSKO_POLICY_TEXT, G_STRUCT_OFFSET (PoskoPolicy, zona_waktu) },
  { "umum/tanggal_h", POSKO_POLICY_DATE, G_STRUCT_OFFSET (PoskoPolicy, tanggal_h) },
  { "umum/hari_rekap_akhir", POSKO_POLICY_INTEGER, G_STRUCT_OFFSET (PoskoPolicy, hari_rekap_akhir) },
  { "umum/pemilih_per_tps_maks", POSKO_POLICY_INTEGER, G_STRUCT_OFFSET (PoskoPolicy, pemilih_per_tps_maks) },
  { "respons/standar_menit", POSKO_POLICY_INTEGER, G_STRUCT_OFFSET (PoskoPolicy, standar_menit) },
  { "respons/batas_menit", POSKO_POLICY_INTEGER, G_STRUCT_OFFSET (PoskoPolicy, batas_menit) },
  { "respons/tunda_menit", POSKO_POLICY_INTEGER, G_STRUCT_OFFSET (PoskoPolicy, tunda_menit) },
  { "perjalanan/faktor_jalan", POSKO_POLICY_NUMBER, G_STRUCT_OFFSET (PoskoPolicy, faktor_jalan) },
  { "perjalanan/kecepatan_ambulans_kmh", POSKO_POLICY_NUMBER, G_STRUCT_OFFSET (PoskoPolicy, kecepatan_ambulans_kmh) },
  { "perjalanan/kecepatan_nakes_kmh", POSKO_POLICY_NUMBER, G_STRUCT_OFFSET (PoskoPolicy, kecepatan_nakes_kmh) },
  { "perjalanan/kecepatan_antar_kmh", POSKO_POLICY_NUMBER, G_STRUCT_OFFSET (PoskoPolicy, kecepatan_antar_kmh) },
  { "perjalanan/akses_gang_menit", POSKO_POLICY_INTEGER, G_STRUCT_OFFSET (PoskoPolicy, akses_gang_menit) },
  { "perjalanan/akses_perahu_menit", POSKO_POLICY_INTEGER, G_STRUCT_OFFSET (PoskoPolicy, akses_perahu_menit) },
  { "insiden/laju_kpps", POSKO_POLICY_NUMBER, G_STRUCT_OFFSET (PoskoPolicy, laju_kpps) },
  { "insiden/laju_linmas", POSKO_POLICY_NUMBER, G_STRUCT_OFFSET (PoskoPolicy, laju_linmas) },
  { "insiden/laju_pengawas", POSKO_POLICY_NUMBER, G_STRUCT_OFFSET (PoskoPolicy, laju_pengawas) },
  { "insiden/laju_pps", POSKO_POLICY_NUMBER, G_STRUCT_OFFSET (PoskoPolicy, laju_pps) },
  { "insiden/laju_ppk", POSKO_POLICY_NUMBER, G_STRUCT_OFFSET (PoskoPolicy, laju_ppk) },
  { "insiden/laju_pemilih", POSKO_POLICY_NUMBER, G_STRUCT_OFFSET (PoskoPolicy, laju_pemilih) },
  { "insiden/hari_laju", POSKO_POLICY_INTEGER, G_STRUCT_OFFSET (PoskoPolicy, hari_laju) },
  { "insiden/pengali_berisiko", POSKO_POLICY_NUMBER, G_STRUCT_OFFSET (PoskoPolicy, pengali_berisiko) },
  { "insiden/ppk_per_kecamatan", POSKO_POLICY_INTEGER, G_STRUCT_OFFSET (PoskoPolicy, ppk_per_kecamatan) },
  { "insiden/pps_per_kelurahan", POSKO_POLICY_INTEGER, G_STRUCT_OFFSET (PoskoPolicy, pps_per_kelurahan) },
  { "insiden/faktor_hari_buruk", POSKO_POLICY_NUMBER, G_STRUCT_OFFSET (PoskoPolicy, faktor_hari_buruk) },
  { "insiden/menit_tangani", POSKO_POLICY_NUMBER, G_STRUCT_OFFSET (PoskoPolicy, menit_tangani) },
  { "insiden/peluang_blok_maks", POSKO_POLICY_NUMBER, G_STRUCT_OFFSET (PoskoPolicy, peluang_blok_maks) },
  { "pos/jumlah_maks", POSKO_POLICY_INTEGER, G_STRUCT_OFFSET (PoskoPolicy, jumlah_maks) },
  { "pos/tps_per_pos", POSKO_POLICY_INTEGER, G_STRUCT_OFFSET (PoskoPolicy, tps_per_pos) },
  { "pos/tps_per_tim", POSKO_POLICY_INTEGER, G_STRUCT_OFFSET (PoskoPolicy, tps_per_tim) },
  { "pos/pos_min_per_kecamatan", POSKO_POLICY_INTEGER, G_STRUCT_OFFSET (PoskoPolicy, pos_min_per_kecamatan) },
  { "pos/anggaran_pos", POSKO_POLICY_INTEGER, G_STRUCT_OFFSET (PoskoPolicy, anggaran_pos) },
  { "pos/tim_pertama", POSKO_POLICY_INTEGERS, G_STRUCT_OFFSET (PoskoPolicy, tim_pertama) },
  { "pos/tim_tambahan", POSKO_POLICY_INTEGERS, G_STRUCT_OFFSET (PoskoPolicy, tim_tambahan) },
  { "ambulans/menit_sibuk", POSKO_POLICY_INTEGER, G_STRUCT_OFFSET (PoskoPolicy, menit_sibuk) },
  { "ambulans/porsi_angkut", POSKO_POLICY_NUMBER, G_STRUCT_OFFSET (PoskoPolicy, porsi_angkut) },
  { "roster/istirahat_menit", POSKO_POLICY_INTEGER, G_STRUCT_OFFSET (PoskoPolicy, istirahat_menit) },
  { "roster/shift_maks", POSKO_POLICY_INTEGER, G_STRUCT_OFFSET (PoskoPolicy, shift_maks) },
  { "roster/malam_maks", POSKO_POLICY_INTEGER, G_STRUCT_OFFSET (PoskoPolicy, malam_maks) },
  { "roster/memilih_mulai", POSKO_POLICY_CLOCK, G_STRUCT_OFFSET (PoskoPolicy, memilih_mulai) },
  { "roster/memilih_selesai", POSKO_POLICY_CLOCK, G_STRUCT_OFFSET (PoskoPolicy, memilih_selesai) },
  { "roster/menit_memilih", POSKO_POLICY_INTEGER, G_STRUCT_OFFSET (PoskoPolicy, menit_memilih) },
  { "roster/memilih_radius_menit", POSKO_POLICY_INTEGER, G_STRUCT_OFFSET (PoskoPolicy, memilih_radius_menit) },
  { "roster/form_a", POSKO_POLICY_BOOLEAN, G_STRUCT_OFFSET (PoskoPolicy, form_a) },
  { "roster/form_a_hari", POSKO_POLICY_INTEGER, G_STRUCT_OFFSET (PoskoPolicy, form_a_hari) },
  { "roster/form_a_mulai", POSKO_POLICY_CLOCK, G_STRUCT_OFFSET (PoskoPolicy, form_a_mulai) },
  { "roster/wajib_sip", POSKO_POLICY_BOOLEANS, G_STRUCT_OFFSET (PoskoPolicy, wajib_sip) },
  { "roster/bobot_kosong", POSKO_POLICY_INTEGERS, G_STRUCT_OFFSET (PoskoPolicy, bobot_kosong) },
  { "roster/bobot_adil", POSKO_POLICY_INTEGER, G_STRUCT_OFFSET (PoskoPolicy, bobot_adil) },
  { "roster/bobot_pengganti", POSKO_POLICY_INTEGER, G_STRUCT_OFFSET (PoskoPolicy, bobot_pengganti) },
  { "roster/bobot_form_a", POSKO_POLICY_INTEGER, G_STRUCT_OFFSET (PoskoPolicy, bobot_form_a) },
  { "roster/bobot_tim", POSKO_POLICY_INTEGER, G_STRUCT_OFFSET (PoskoPolicy, bobot_tim) },
  { "roster/pengganti", POSKO_POLICY_MASKS, G_STRUCT_OFFSET (PoskoPolicy, pengganti) },
  { "roster/cadangan", POSKO_POLICY_INTEGERS, G_STRUCT_OFFSET (PoskoPolicy, cadangan) },
  { "roster/cadangan_menit", POSKO_POLICY_INTEGER, G_STRUCT_OFFSET (PoskoPolicy, cadangan_menit) },
  { "roster/cadangan_maks", POSKO_POLICY_INTEGER, G_STRUCT_OFFSET (PoskoPolicy, cadangan_maks) },
  { "netralitas/pakta_semua", POSKO_POLICY_BOOLEAN, G_STRUCT_OFFSET (PoskoPolicy, pakta_semua) },
  { "skrining/hari_mulai", POSKO_POLICY_INTEGER, G_STRUCT_OFFSET (PoskoPolicy, skrining_hari_mulai) },
  { "skrining/hari_selesai", POSKO_POLICY_INTEGER, G_STRUCT_OFFSET (PoskoPolicy, skrining_hari_selesai) },
  { "skrining/menit_maks", POSKO_POLICY_INTEGER, G_STRUCT_OFFSET (PoskoPolicy, skrining_menit_maks) },
  { "skrining/bobot_berisiko", POSKO_POLICY_INTEGER, G_STRUCT_OFFSET (PoskoPolicy, bobot_berisiko) },
  { "makan/utamakan_kendaraan", POSKO_POLICY_BOOLEAN, G_STRUCT_OFFSET (PoskoPolicy, utamakan_kendaraan) },
  { "makan/menit_muat", POSKO_POLICY_INTEGER, G_STRUCT_OFFSET (PoskoPolicy, menit_muat) },
  { "makan/menit_serah", POSKO_POLICY_INTEGER, G_STRUCT_OFFSET (PoskoPolicy, menit_serah) },
  { "makan/makan_dalam_menit", POSKO_POLICY_INTEGER, G_STRUCT_OFFSET (PoskoPolicy, makan_dalam_menit) },
  { "makan/tps_per_dapur_maks", POSKO_POLICY_INTEGER, G_STRUCT_OFFSET (PoskoPolicy, tps_per_dapur_maks) },
  { "makan/slhs_wajib", POSKO_POLICY_BOOLEAN, G_STRUCT_OFFSET (PoskoPolicy, slhs_wajib) },
  { "makan/halal_wajib_menengah", POSKO_POLICY_BOOLEAN, G_STRUCT_OFFSET (PoskoPolicy, halal_wajib_menengah) },
  { "makan/halal_wajib_mikro", POSKO_POLICY_BOOLEAN, G_STRUCT_OFFSET (PoskoPolicy, halal_wajib_mikro) },
  { "baliho/anggaran_baliho", POSKO_POLICY_INTEGER, G_STRUCT_OFFSET (PoskoPolicy, anggaran_baliho) },
  { "baliho/min_per_kecamatan", POSKO_POLICY_INTEGER, G_STRUCT_OFFSET (PoskoPolicy, baliho_min_per_kecamatan) },
  { "baliho/jarak_min_m", POSKO_POLICY_INTEGER, G_STRUCT_OFFSET (PoskoPolicy, baliho_jarak_min_m) },
  { "baliho/radius_besar_m", POSKO_POLICY_INTEGER, G_STRUCT_OFFSET (PoskoPolicy, radius_besar_m) },
  { "baliho/radius_sedang_m", POSKO_POLICY_INTEGER, G_STRUCT_OFFSET (PoskoPolicy, radius_sedang_m) },
  { "baliho/radius_kecil_m", POSKO_POLICY_INTEGER, G_STRUCT_OFFSET (PoskoPolicy, radius_kecil_m) },
  { "baliho/lihat_tinggi", POSKO_POLICY_INTEGER, G_STRUCT_OFFSET (PoskoPolicy, lihat_tinggi) },
  { "baliho/lihat_sedang", POSKO_POLICY_INTEGER, G_STRUCT_OFFSET (PoskoPolicy, lihat_sedang) },
  { "baliho/lihat_rendah", POSKO_POLICY_INTEGER, G_STRUCT_OFFSET (PoskoPolicy, lihat_rendah) },
  { "baliho/manfaat_permil", POSKO_POLICY_SERIES, G_STRUCT_OFFSET (PoskoPolicy, manfaat_permil) },
  { "baliho/target_partisipasi", POSKO_POLICY_NUMBER, G_STRUCT_OFFSET (PoskoPolicy, target_partisipasi) },
  { "baliho/bobot_partisipasi", POSKO_POLICY_NUMBER, G_STRUCT_OFFSET (PoskoPolicy, bobot_partisipasi) },
  { "baliho/zona_peringatan_dilarang", POSKO_POLICY_BOOLEAN, G_STRUCT_OFFSET (PoskoPolicy, zona_peringatan_dilarang) },
  { "simulasi/faktor_laju", POSKO_POLICY_NUMBER, G_STRUCT_OFFSET (PoskoPolicy, simulasi.faktor_laju) },
  { "simulasi/sebaran_laju", POSKO_POLICY_NUMBER, G_STRUCT_OFFSET (PoskoPolicy, simulasi.sebaran_laju) },
  { "simulasi/sebaran_perjalanan", POSKO_POLICY_NUMBER, G_STRUCT_OFFSET (PoskoPolicy, simulasi.sebaran_perjalanan) },
  { "simulasi/sebaran_perjalanan_hari", POSKO_POLICY_NUMBER, G_STRUCT_OFFSET (PoskoPolicy, simulasi.sebaran_perjalanan_hari) },
  { "simulasi/sebaran_tangani", POSKO_POLICY_NUMBER, G_STRUCT_OFFSET (PoskoPolicy, simulasi.sebaran_tangani) },
  { "simulasi/kerja_min_menit", POSKO_POLICY_NUMBER, G_STRUCT_OFFSET (PoskoPolicy, simulasi.kerja_min_menit) },
  { "simulasi/sabar_menit", POSKO_POLICY_INTEGER, G_STRUCT_OFFSET (PoskoPolicy, simulasi.sabar_menit) },
  { "simulasi/porsi_rumah_sakit", POSKO_POLICY_NUMBER, G_STRUCT_OFFSET (PoskoPolicy, simulasi.porsi_rumah_sakit) },
  { "simulasi/tidak_hadir", POSKO_POLICY_NUMBER, G_STRUCT_OFFSET (PoskoPolicy, simulasi.tidak_hadir) },
  { "simulasi/tidak_hadir_malam", POSKO_POLICY_NUMBER, G_STRUCT_OFFSET (PoskoPolicy, simulasi.tidak_hadir_malam) },
  { "simulasi/cadangan_tidak_hadir", POSKO_POLICY_NUMBER, G_STRUCT_OFFSET (PoskoPolicy, simulasi.cadangan_tidak_hadir) },
  { "simulasi/panggil_cadangan_menit", POSKO_POLICY_INTEGER, G_STRUCT_OFFSET (PoskoPolicy, simulasi.panggil_cadangan_menit) },
  { "simulasi/tunda_tim_lemah_menit", POSKO_POLICY_INTEGER, G_STRUCT_OFFSET (PoskoPolicy, simulasi.tunda_tim_lemah_menit) },
  { "simulasi/pengali_tim_lemah", POSKO_POLICY_NUMBER, G_STRUCT_OFFSET (PoskoPolicy, simulasi.pengali_tim_lemah) },
  { "simulasi/panas_peluang", POSKO_POLICY_NUMBER, G_STRUCT_OFFSET (PoskoPolicy, simulasi.panas_peluang) },
  { "simulasi/panas_pengali", POSKO_POLICY_NUMBER, G_STRUCT_OFFSET (PoskoPolicy, simulasi.panas_pengali) },
  { "simulasi/panas_mulai", POSKO_POLICY_CLOCK, G_STRUCT_OFFSET (PoskoPolicy, simulasi.panas_mulai) },
  { "simulasi/panas_selesai", POSKO_POLICY_CLOCK, G_STRUCT_OFFSET (PoskoPolicy, simulasi.panas_selesai) },
  { "simulasi/kecelakaan_peluang", POSKO_POLICY_NUMBER, G_STRUCT_OFFSET (PoskoPolicy, simulasi.kecelakaan_peluang) },
  { "simulasi/kecelakaan_korban", POSKO_POLICY_NUMBER, G_STRUCT_OFFSET (PoskoPolicy, simulasi.kecelakaan_korban) },
  { "simulasi/kecelakaan_angkut", POSKO_POLICY_NUMBER, G_STRUCT_OFFSET (PoskoPolicy, simulasi.kecelakaan_angkut) },
  { "simulasi/keracunan_peluang", POSKO_POLICY_NUMBER, G_STRUCT_OFFSET (PoskoPolicy, simulasi.keracunan_peluang) },
  { "simulasi/keracunan_porsi", POSKO_POLICY_NUMBER, G_STRUCT_OFFSET (PoskoPolicy, simulasi.keracunan_porsi) },
  { "simulasi/keracunan_menit", POSKO_POLICY_NUMBER, G_STRUCT_OFFSET (PoskoPolicy, simulasi.keracunan_menit) },
  { "simulasi/keracunan_sebaran", POSKO_POLICY_NUMBER, G_STRUCT_OFFSET (PoskoPolicy, simulasi.keracunan_sebaran) },
  { "simulasi/keracunan_angkut", POSKO_POLICY_NUMBER, G_STRUCT_OFFSET (PoskoPolicy, simulasi.keracunan_angkut) },
  { "simulasi/banjir_peluang", POSKO_POLICY_NUMBER, G_STRUCT_OFFSET (PoskoPolicy, simulasi.banjir_peluang) },
  { "simulasi/banjir_radius_m", POSKO_POLICY_INTEGER, G_STRUCT_OFFSET (PoskoPolicy, simulasi.banjir_radius_m) },
  { "simulasi/banjir_menit", POSKO_POLICY_INTEGER, G_STRUCT_OFFSET (PoskoPolicy, simulasi.banjir_menit) },
  { "simulasi/banjir_pengali", POSKO_POLICY_NUMBER, G_STRUCT_OFFSET (PoskoPolicy, simulasi.banjir_pengali) },
  { "simulasi/banjir_tidak_hadir", POSKO_POLICY_NUMBER, G_STRUCT_OFFSET (PoskoPolicy, simulasi.banjir_tidak_hadir) },
  { "simulasi/dapur_telat_peluang", POSKO_POLICY_NUMBER, G_STRUCT_OFFSET (PoskoPolicy, simulasi.dapur_telat_peluang) },
  { "simulasi/dapur_telat_menit", POSKO_POLICY_NUMBER, G_STRUCT_OFFSET (PoskoPolicy, simulasi.dapur_telat_menit) },
  { "simulasi/mogok_peluang", POSKO_POLICY_NUMBER, G_STRUCT_OFFSET (PoskoPolicy, simulasi.mogok_peluang) },
  { "simulasi/mogok_menit", POSKO_POLICY_NUMBER, G_STRUCT_OFFSET (PoskoPolicy, simulasi.mogok_menit) },
  { "simulasi/sebaran_serah", POSKO_POLICY_NUMBER, G_STRUCT_OFFSET (PoskoPolicy, simulasi.sebaran_serah) },
  { "simulasi/menit_sampai_makan", POSKO_POLICY_NUMBER, G_STRUCT_OFFSET (PoskoPolicy, simulasi.menit_sampai_makan) },
  { NULL, POSKO_POLICY_TEXT, 0 },
};

static const char *const professions[POSKO_N_PROFESI] = { "dokter", "perawat", "bidan", "pengemudi" };

const char *
posko_profesi_name (PoskoProfesi profesi)
{
  g_return_val_if_fail ((guint) profesi < POSKO_N_PROFESI, "");
  return professions[profesi];
}

JsonNode *
posko_policy_value (JsonNode *root, const char *path)
{
  g_autofree char *pointer = g_strconcat ("/", path, "/nilai", NULL);
  g_auto (GStrv) names = g_strsplit (path, "/", 3);
  JsonNode *node = root;

  for (guint i = 0; names[i] != NULL && node != NULL; i++)
    node = JSON_NODE_HOLDS_OBJECT (node) ? json_object_get_member (json_node_get_object (node), names[i]) : NULL;
  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node) && json_object_has_member (json_node_get_object (node), "nilai"))
    return json_object_get_member (json_node_get_object (node), "nilai");
  return posko_json_schema_default (posko_document_schema (SCHEMA), pointer);
}

gint64
posko_clock_minutes (const char *text)
{
  return (text[0] - '0') * 600 + (text[1] - '0') * 60 + (text[3] - '0') * 10 + (text[4] - '0');
}

static gint64
day_number (const char *text)
{
  GDate date;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) ((text[8] - '0') * 10 + (text[9] - '0')), (GDateMonth) ((text[5] - '0') * 10 + (text[6] - '0')),
                  (GDateYear) ((text[0] - '0') * 1000 + (text[1] - '0') * 100 + (text[2] - '0') * 10 + (text[3] - '0')));
  return g_date_get_julian (&date);
}

/* The schema has seen to types and ranges: a getter that fails here is our own mistake. */
static gint64
integer_of (JsonNode *node)
{
  PoskoJsonCursor cursor = posko_json_cursor (node);
  gint64 value = 0;
  gboolean good = posko_json_get_integer (&cursor, G_MININT64, G_MAXINT64, &value, NULL);
  g_assert (good);
  return value;
}

static gdouble
number_of (JsonNode *node)
{
  PoskoJsonCursor cursor = posko_json_cursor (node);
  gdouble value = 0;
  gboolean good = posko_json_get_number (&cursor, -G_MAXDOUBLE, G_MAXDOUBLE, &value, NULL);
  g_assert (good);
  return value;
}

static gint64
mask_of (JsonArray *names)
{
  gint64 mask = 0;
  for (guint i = 0; i < json_array_get_length (names); i++)
    for (guint p = 0; p < POSKO_N_PROFESI; p++)
      if (strcmp (json_array_get_string_element (names, i), professions[p]) == 0)
        mask |= (gint64) 1 << p;
  return mask;
}

static void
set_per_profession (PoskoPolicyKind kind, JsonObject *object, gpointer member)
{
  for (guint p = 0; p < POSKO_N_PROFESI; p++)
    {
      JsonNode *node = json_object_get_member (object, professions[p]);
      if (kind == POSKO_POLICY_INTEGERS)
        ((gint64 *) member)[p] = integer_of (node);
      else if (kind == POSKO_POLICY_BOOLEANS)
        ((gboolean *) member)[p] = json_node_get_boolean (node);
      else
        ((gint64 *) member)[p] = mask_of (json_node_get_array (node));
    }
}

static void
set_series (JsonArray *array, gint64 *member)
{
  for (guint i = 0; i < json_array_get_length (array) && i < 6; i++)
    member[i] = integer_of (json_array_get_element (array, i));
}

static void
set_value (PoskoPolicyDocument *self, const PoskoPolicyBinding *binding, JsonNode *node)
{
  gpointer member = (guint8 *) &self->policy + binding->offset;

  switch (binding->kind)
    {
    case POSKO_POLICY_TEXT:
      *(const char **) member = g_string_chunk_insert_const (self->texts, json_node_get_string (node));
      break;
    case POSKO_POLICY_INTEGER:
      *(gint64 *) member = integer_of (node);
      break;
    case POSKO_POLICY_NUMBER:
      *(gdouble *) member = number_of (node);
      break;
    case POSKO_POLICY_BOOLEAN:
      *(gboolean *) member = json_node_get_boolean (node);
      break;
    case POSKO_POLICY_DATE:
      *(gint64 *) member = day_number (json_node_get_string (node));
      break;
    case POSKO_POLICY_CLOCK:
      *(gint64 *) member = posko_clock_minutes (json_node_get_string (node));
      break;
    case POSKO_POLICY_SERIES:
      set_series (json_node_get_array (node), member);
      break;
    case POSKO_POLICY_INTEGERS:
    case POSKO_POLICY_BOOLEANS:
    case POSKO_POLICY_MASKS:
      set_per_profession (binding->kind, json_node_get_object (node), member);
      break;
    default:
      g_assert_not_reached ();
    }
}

PoskoPolicyDocument *
posko_policy_from_node (JsonNode *root, const PoskoDocumentSource *source, PoskoDiagnostics *diagnostics)
{
  g_autoptr (PoskoPolicyDocument) self = NULL;
  gboolean sound;

  if (!posko_document_check (root, source, SCHEMA, diagnostics))
    return NULL;
  self = g_new0 (PoskoPolicyDocument, 1);
  self->texts = g_string_chunk_new (1024);
  self->phases = g_array_new (FALSE, TRUE, sizeof (PoskoPhase));
  self->shifts = g_array_new (FALSE, TRUE, sizeof (PoskoShift));
  self->sessions = g_array_new (FALSE, TRUE, sizeof (PoskoSession));
  self->official = g_array_new (FALSE, TRUE, sizeof (PoskoOfficial));
  self->values = g_array_new (FALSE, TRUE, sizeof (PoskoPolicyValue));
  posko_policy_list_values (self, root);
  for (const PoskoPolicyBinding *binding = POSKO_POLICY_BINDINGS; binding->path != NULL; binding++)
    set_value (self, binding, posko_policy_value (root, binding->path));
  posko_policy_read_official (self, root);
  sound = posko_policy_lay_out_days (self, root, source, diagnostics);
  sound = posko_policy_check (&self->policy, source, diagnostics) && sound;
  return sound ? g_steal_pointer (&self) : NULL;
}

PoskoPolicyDocument *
posko_policy_read (GBytes *bytes, const char *file, PoskoDiagnostics *diagnostics)
{
  PoskoDocumentSource source = { .file = file };
  g_autoptr (JsonNode) root = NULL;

  if (bytes != NULL)
    {
      source.text = g_bytes_get_data (bytes, &source.length);
      root = posko_document_read (&source, NULL, diagnostics);
    }
  else
    root = posko_json_read ("{}", 2, NULL);
  return root != NULL ? posko_policy_from_node (root, &source, diagnostics) : NULL;
}

void
posko_policy_document_free (PoskoPolicyDocument *self)
{
  if (self == NULL)
    return;
  g_string_chunk_free (self->texts);
  g_array_unref (self->phases);
  g_array_unref (self->shifts);
  g_array_unref (self->sessions);
  g_array_unref (self->official);
  g_array_unref (self->values);
  g_free (self);
}

const PoskoPolicy *
posko_policy_document_get (const PoskoPolicyDocument *self)
{
  return &self->policy;
}

const PoskoPolicyValue *
posko_policy_document_values (const PoskoPolicyDocument *self, guint *n)
{
  *n = self->values->len;
  return (const PoskoPolicyValue *) (gconstpointer) self->values->data;
}
