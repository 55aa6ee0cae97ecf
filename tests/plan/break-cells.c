/* break-cells.c: breaking one cell or one row of a plan: the list, and how it is done. */
#include "break-plan.h"

#define CELL(code, table, where, is, kind, column, text, amount)                                                       \
  {                                                                                                                    \
    code, POSKO_PLAN_##table, where, is, BREAK_##kind, column, text, amount                                            \
  }

const BreakCell break_cells[] = {
  /* posko.csv */
  CELL ("post-outside-kecamatan", POSTS, NULL, NULL, TEXT, "kode_kecamatan", "19.71.99", 0),
  CELL ("post-outside-kecamatan", POSTS, NULL, NULL, TEXT, "kecamatan", "Barat", 0),
  CELL ("copy-wrong", POSTS, NULL, NULL, TEXT, "nama", "Posko lain", 0),
  CELL ("copy-wrong", POSTS, NULL, NULL, NUMBER, "lat", NULL, 1),
  CELL ("copy-wrong", POSTS, NULL, NULL, FLIP, "asumsi", NULL, 0),
  CELL ("post-cost", POSTS, NULL, NULL, ADD, "biaya", NULL, 1000),
  CELL ("post-teams", POSTS, NULL, NULL, ADD, "tim", NULL, 1),
  CELL ("post-recap", POSTS, NULL, NULL, FLIP, "rekap", NULL, 0),
  CELL ("sum-tps", POSTS, NULL, NULL, ADD, "jumlah_tps", NULL, 1),
  CELL ("sum-petugas", POSTS, NULL, NULL, ADD, "petugas", NULL, -1),
  CELL ("sum-bobot", POSTS, NULL, NULL, ADD, "bobot", NULL, 1),
  CELL ("sum-bobot-standar", POSTS, NULL, NULL, ADD, "bobot_dalam_standar", NULL, -1),
  CELL ("post-mean", POSTS, NULL, NULL, NUMBER, "menit_rata", NULL, 1),
  CELL ("post-longest", POSTS, NULL, NULL, NUMBER, "menit_terjauh", NULL, -1),
  CELL ("code-unknown", POSTS, NULL, NULL, TEXT, "kode_pos", "XX9", 0),
  CELL ("post-must-open", POSTS, "kode_pos", "PK1", DROP, NULL, NULL, 0),
  CELL ("post-minimum", POSTS, "kode_kecamatan", "19.71.02", DROP, NULL, NULL, 0),
  CELL ("post-not-allowed", POSTS, "kode_kecamatan", "19.71.02", TEXT, "kode_pos", "RS1", 0),
  CELL ("row-duplicate", POSTS, NULL, NULL, DOUBLE, NULL, NULL, 0),
  /* tps.csv */
  CELL ("tps-missing", TPS, NULL, NULL, DROP, NULL, NULL, 0),
  CELL ("row-duplicate", TPS, NULL, NULL, DOUBLE, NULL, NULL, 0),
  CELL ("area-wrong", TPS, NULL, NULL, TEXT, "kode_kecamatan", "19.71.02", 0),
  CELL ("copy-wrong", TPS, NULL, NULL, TEXT, "kelurahan", "Kampung Lain", 0),
  CELL ("tps-people", TPS, NULL, NULL, ADD, "pemilih", NULL, 1),
  CELL ("tps-people", TPS, NULL, NULL, ADD, "petugas", NULL, -1),
  CELL ("tps-weight", TPS, NULL, NULL, ADD, "bobot", NULL, 1),
  CELL ("shortage-missing", TPS, NULL, NULL, TEXT, "pos_utama", "", 0),
  CELL ("tps-first-closed", TPS, NULL, NULL, TEXT, "pos_utama", "RS1", 0),
  CELL ("tps-response", TPS, NULL, NULL, NUMBER, "menit_utama", NULL, -1),
  CELL ("tps-response", TPS, NULL, NULL, NUMBER, "menit_cadangan", NULL, 1),
  CELL ("tps-backup", TPS, NULL, NULL, TEXT, "pos_cadangan", "", 0),
  CELL ("tps-standard", TPS, NULL, NULL, FLIP, "dalam_standar", NULL, 0),
  CELL ("tps-ambulance", TPS, NULL, NULL, TEXT, "ambulans_pertama", "AMB3", 0),
  CELL ("tps-ambulance-minutes", TPS, NULL, NULL, NUMBER, "menit_ambulans_kedua", NULL, 1),
  CELL ("tps-billboards", TPS, NULL, NULL, ADD, "baliho", NULL, 1),
  /* ambulans.csv */
  CELL ("ambulance-missing", AMBULANCES, NULL, NULL, DROP, NULL, NULL, 0),
  CELL ("ambulance-unavailable", AMBULANCES, NULL, NULL, TEXT, "kode_ambulans", "AMB3", 0),
  CELL ("ambulance-base", AMBULANCES, NULL, NULL, TEXT, "kode_pangkalan", "KC1", 0),
  CELL ("ambulance-tps", AMBULANCES, NULL, NULL, ADD, "jumlah_tps", NULL, 1),
  CELL ("ambulance-mean", AMBULANCES, NULL, NULL, NUMBER, "menit_rata", NULL, 1),
  CELL ("ambulance-longest", AMBULANCES, NULL, NULL, NUMBER, "menit_terjauh", NULL, 1),
  CELL ("ambulance-cost", AMBULANCES, NULL, NULL, ADD, "biaya", NULL, 1),
  /* kebutuhan.csv */
  CELL ("need-missing", NEEDS, NULL, NULL, DROP, NULL, NULL, 0),
  CELL ("need-extra", NEEDS, "profesi", "dokter", TEXT, "profesi", "bidan", 0),
  CELL ("need-teams", NEEDS, NULL, NULL, ADD, "tim", NULL, 1),
  CELL ("need-people", NEEDS, NULL, NULL, ADD, "butuh", NULL, -1),
  CELL ("need-filled", NEEDS, NULL, NULL, ADD, "terisi", NULL, 1),
  CELL ("need-shift", NEEDS, NULL, NULL, ADD, "selesai", NULL, 60),
  /* roster.csv */
  CELL ("roster-neutrality", ROSTER, "tugas", "perawat", TEXT, "kode_nakes", "P09", 0),
  CELL ("roster-neutrality", ROSTER, "tugas", "perawat", TEXT, "kode_nakes", "P04", 0),
  CELL ("roster-neutrality", ROSTER, "tugas", "pengemudi", TEXT, "kode_nakes", "S06", 0),
  CELL ("roster-neutrality", ROSTER, "tugas", "pengemudi", TEXT, "kode_nakes", "S08", 0),
  CELL ("roster-licence", ROSTER, "tugas", "dokter", TEXT, "kode_nakes", "D07", 0),
  CELL ("roster-licence", ROSTER, "tugas", "perawat", TEXT, "kode_nakes", "P14", 0),
  CELL ("roster-profession", ROSTER, "tugas", "dokter", TEXT, "kode_nakes", "S01", 0),
  CELL ("roster-available", ROSTER, "hari", "H", TEXT, "kode_nakes", "D03", 0),
  CELL ("roster-available", ROSTER, "shift", "P", TEXT, "kode_nakes", "P15", 0),
  CELL ("roster-vote", ROSTER, "shift", "P", TEXT, "cara_memilih", "", 0),
  CELL ("roster-vote", ROSTER, "shift", "M", TEXT, "cara_memilih", "form_a", 0),
  CELL ("roster-vote-tps", ROSTER, "cara_memilih", "sela", TEXT, "tps_memilih", "19.71.02.1002.901", 0),
  CELL ("roster-form-a-date", ROSTER, "shift", "M", SET, "batas_form_a", NULL, 739483),
  CELL ("roster-shift", ROSTER, NULL, NULL, ADD, "mulai", NULL, 30),
  CELL ("roster-shift", ROSTER, NULL, NULL, TEXT, "shift", "Z", 0),
  CELL ("roster-post", ROSTER, NULL, NULL, TEXT, "kode_pos", "RS1", 0),
  CELL ("roster-distance", ROSTER, "kode_kecamatan", "19.71.02", TEXT, "kode_nakes", "P11", 0),
  CELL ("roster-minutes", ROSTER, NULL, NULL, NUMBER, "menit_tempuh", NULL, 1),
  CELL ("copy-wrong", ROSTER, NULL, NULL, TEXT, "sebutan", "Dokter Gadungan", 0),
  CELL ("code-unknown", ROSTER, NULL, NULL, TEXT, "kode_nakes", "N999", 0),
  CELL ("row-duplicate", ROSTER, NULL, NULL, DOUBLE, NULL, NULL, 0),
  CELL ("roster-need", ROSTER, NULL, NULL, DOUBLE, NULL, NULL, 0),
  CELL ("shortage-missing", ROSTER, NULL, NULL, DROP, NULL, NULL, 0),
  /* cadangan.csv */
  CELL ("reserve-neutrality", RESERVES, "profesi", "perawat", TEXT, "kode_nakes", "P09", 0),
  CELL ("reserve-licence", RESERVES, "profesi", "perawat", TEXT, "kode_nakes", "P14", 0),
  CELL ("reserve-profession", RESERVES, "profesi", "dokter", TEXT, "kode_nakes", "S01", 0),
  CELL ("reserve-available", RESERVES, "profesi", "dokter", TEXT, "kode_nakes", "D03", 0),
  CELL ("reserve-late", RESERVES, "kode_kecamatan", "19.71.02", TEXT, "kode_nakes", "D09", 0),
  CELL ("reserve-minutes", RESERVES, NULL, NULL, NUMBER, "menit_tiba", NULL, 1),
  CELL ("reserve-count", RESERVES, NULL, NULL, DOUBLE, NULL, NULL, 0),
  CELL ("reserve-shift", RESERVES, NULL, NULL, ADD, "selesai", NULL, -60),
  CELL ("shortage-missing", RESERVES, NULL, NULL, DROP, NULL, NULL, 0),
  /* skrining.csv */
  CELL ("screening-site", SCREENING, NULL, NULL, TEXT, "kode_faskes", "RS1", 0),
  CELL ("screening-date", SCREENING, NULL, NULL, SET, "tanggal", NULL, 739490 /* H itself */),
  CELL ("screening-session", SCREENING, NULL, NULL, ADD, "mulai", NULL, -60),
  CELL ("screening-session", SCREENING, NULL, NULL, TEXT, "sesi", "Z", 0),
  CELL ("screening-limit", SCREENING, "kode_tps", "19.71.01.1001.001", TEXT, "kode_faskes", "PK2", 0),
  CELL ("screening-minutes", SCREENING, NULL, NULL, NUMBER, "menit_tempuh", NULL, 1),
  CELL ("screening-people", SCREENING, NULL, NULL, ADD, "berisiko", NULL, 1),
  CELL ("row-duplicate", SCREENING, NULL, NULL, DOUBLE, NULL, NULL, 0),
  CELL ("shortage-missing", SCREENING, NULL, NULL, DROP, NULL, NULL, 0),
  /* makan.csv */
  CELL ("meal-missing", MEALS, NULL, NULL, DROP, NULL, NULL, 0),
  CELL ("meal-portions", MEALS, NULL, NULL, ADD, "porsi", NULL, -1),
  CELL ("meal-stop", MEALS, "kode_kendaraan", "MB1", TEXT, "kode_kendaraan", "MT1", 0),
  CELL ("meal-stop", MEALS, "kode_kendaraan", "*", TEXT, "kode_kendaraan", "", 0),
  CELL ("meal-stop", MEALS, "kode_kendaraan", "*", ADD, "tiba", NULL, 1),
  CELL ("meal-eat-by", MEALS, "kode_kendaraan", "*", ADD, "batas_makan", NULL, 30),
  CELL ("meal-extra", MEALS, "kode_tps", "19.71.02.1002.901", TEXT, "gelombang", "G4", 0),
  /* sopir.csv */
  CELL ("meal-stop", MEALS, "kode_kendaraan", "", TEXT, "kode_dapur", "DP1", 0),
  CELL ("copy-wrong", STOPS, NULL, NULL, TEXT, "nama_dapur", "Dapur Gadungan", 0),
  CELL ("copy-wrong", STOPS, NULL, NULL, TEXT, "nama_gelombang", "Makan malam", 0),
  CELL ("meal-vehicle", STOPS, NULL, NULL, TEXT, "kode_dapur", "DP3", 0),
  CELL ("meal-kitchen", STOPS, NULL, NULL, TEXT, "kode_kendaraan", "MB3", 0),
  CELL ("meal-kitchen-hours", STOPS, "gelombang", "G1", SET, "detik_berangkat", NULL, 3600),
  CELL ("meal-vehicle-hours", STOPS, "gelombang", "G1", SET, "detik_berangkat", NULL, 12600),
  CELL ("meal-late", STOPS, "gelombang", "G3", SET, "detik_berangkat", NULL, 50400),
  CELL ("meal-window", STOPS, "gelombang", "G2", ADD, "detik_mulai_serah", NULL, 7200),
  CELL ("meal-travel", STOPS, "urutan", "1", ADD, "detik_berangkat", NULL, 900),
  CELL ("meal-clock", STOPS, "kode_tps", "", ADD, "detik_kembali", NULL, -60),
  CELL ("meal-travel", STOPS, "kode_tps", "*", ADD, "detik_mulai_serah", NULL, -1200),
  CELL ("meal-clock", STOPS, NULL, NULL, ADD, "muat_selesai", NULL, 1),
  CELL ("meal-clock", STOPS, NULL, NULL, ADD, "mulai_serah", NULL, -1),
  CELL ("meal-eat-by", STOPS, "kode_tps", "*", ADD, "batas_makan", NULL, 1),
  CELL ("meal-order", STOPS, "kode_tps", "", DROP, NULL, NULL, 0),
  CELL ("meal-order", STOPS, NULL, NULL, ADD, "trip", NULL, 7),
  CELL ("meal-order", STOPS, "urutan", "1", ADD, "urutan", NULL, -1),
  CELL ("meal-portions", STOPS, "kode_tps", "*", ADD, "porsi", NULL, 1),
  CELL ("meal-stop", STOPS, "kode_tps", "*", DROP, NULL, NULL, 0),
  /* baliho.csv */
  CELL ("billboard-forbidden", BILLBOARDS, NULL, NULL, TEXT, "kode_baliho", "BL6", 0),
  CELL ("billboard-warning", BILLBOARDS, NULL, NULL, TEXT, "peringatan", "Zona", 0),
  CELL ("billboard-cost", BILLBOARDS, NULL, NULL, ADD, "biaya", NULL, -1),
  CELL ("billboard-reach", BILLBOARDS, NULL, NULL, ADD, "pemilih_terjangkau", NULL, 1),
  CELL ("billboard-gain", BILLBOARDS, NULL, NULL, ADD, "tambahan", NULL, 1),
  CELL ("billboard-order", BILLBOARDS, NULL, NULL, ADD, "urutan_pasang", NULL, 9),
  CELL ("shortage-missing", BILLBOARDS, "kode_kecamatan", "19.71.02", DROP, NULL, NULL, 0),
  /* kekurangan.csv, log_netralitas.csv */
  CELL ("shortage-missing", SHORTAGES, NULL, NULL, DROP, NULL, NULL, 0),
  CELL ("shortage-extra", SHORTAGES, NULL, NULL, TEXT, "kebutuhan", "perawat H:Z", 0),
  CELL ("shortage-amount", SHORTAGES, NULL, NULL, ADD, "jumlah", NULL, 1),
  CELL ("exclusion-missing", EXCLUSIONS, NULL, NULL, DROP, NULL, NULL, 0),
  CELL ("exclusion-wrong", EXCLUSIONS, NULL, NULL, TEXT, "kode_nakes", "D01", 0),
  CELL ("exclusion-rule", EXCLUSIONS, "kode_nakes", "P04", TEXT, "aturan", "netralitas-terbukti", 0),
  CELL ("exclusion-evidence", EXCLUSIONS, "kode_nakes", "S08", TEXT, "nilai", "2025-08-03", 0),
  CELL ("exclusion-evidence", EXCLUSIONS, "kode_nakes", "P14", TEXT, "kolom", "asn", 0),
  /* ringkasan.csv, sertifikat.csv */
  CELL ("figure-value", FIGURES, "kode", "petugas", NUMBER, "nilai", NULL, 1),
  CELL ("figure-value", FIGURES, "kode", "cakupan", NUMBER, "nilai", NULL, -1),
  CELL ("figure-value", FIGURES, "kode", "biaya_antar", NUMBER, "nilai", NULL, 1),
  CELL ("figure-unit", FIGURES, "kode", "jam", TEXT, "satuan", "menit", 0),
  CELL ("figure-target", FIGURES, "kode", "dalam_standar", NUMBER, "target", NULL, -10),
  CELL ("figure-verdict", FIGURES, "kode", "kecamatan_tanpa_pos", TEXT, "putusan", "kurang", 0),
  CELL ("figure-missing", FIGURES, "kode", "form_a", DROP, NULL, NULL, 0),
  CELL ("figure-extra", FIGURES, "kode", "malam", TEXT, "kode", "lembur", 0),
  CELL ("certificate-value", CERTIFICATES, "tingkat", "waktu", ADD, "nilai", NULL, -1),
  CELL ("certificate-bound", CERTIFICATES, "tingkat", "cakupan", ADD, "batas", NULL, 1000),
  CELL ("certificate-gap", CERTIFICATES, "tingkat", "mexclp", NUMBER, "selisih_persen", NULL, 1),
  CELL ("certificate-status", CERTIFICATES, "tingkat", "waktu", TEXT, "status", "luar-biasa", 0),
  CELL ("certificate-direction", CERTIFICATES, "tingkat", "mexclp", TEXT, "tujuan", "min", 0),
  CELL ("certificate-missing", CERTIFICATES, "tingkat", "biaya", DROP, NULL, NULL, 0),
  CELL ("certificate-extra", CERTIFICATES, "tingkat", "biaya", TEXT, "tingkat", "keindahan", 0),
};
const guint n_break_cells = G_N_ELEMENTS (break_cells);

static const PoskoField *
field_of (PoskoPlanTableId id, const char *column)
{
  const PoskoField *field = posko_table_schema_find (posko_table_schema (posko_plan_table_type (id)), column);
  g_assert_nonnull (field);
  return field;
}

static gpointer
cell_of (PoskoPlan *plan, PoskoPlanTableId id, guint row, const char *column)
{
  return (char *) posko_table_row_mutable (posko_plan_table (plan, id), row) + field_of (id, column)->offset;
}

gint64 *
break_integer (PoskoPlan *plan, PoskoPlanTableId id, guint row, const char *column)
{
  return cell_of (plan, id, row, column);
}

void
break_text (PoskoPlan *plan, PoskoPlanTableId id, guint row, const char *column, const char *text)
{
  *(const char **) cell_of (plan, id, row, column) = posko_table_intern (posko_plan_table (plan, id), text);
}

const char *
break_read (PoskoPlan *plan, PoskoPlanTableId id, guint row, const char *column)
{
  return *(const char **) cell_of (plan, id, row, column);
}

void
break_drop (PoskoPlan *plan, PoskoPlanTableId id, guint row)
{
  PoskoTable *table = posko_plan_table (plan, id);
  g_autofree gboolean *keep = g_new (gboolean, posko_table_n (table));
  for (guint i = 0; i < posko_table_n (table); i++)
    keep[i] = i != row;
  posko_table_filter (table, keep);
}

PoskoPlan *
break_copy (const PoskoPlan *plan)
{
  PoskoPlan *copy = posko_plan_new_empty (posko_plan_case (plan));
  for (guint id = 0; id < POSKO_N_PLAN_TABLES; id++)
    {
      const PoskoTable *from = posko_plan_table (plan, (PoskoPlanTableId) id);
      for (guint row = 0; row < posko_table_n (from); row++)
        posko_table_append (posko_plan_table (copy, (PoskoPlanTableId) id), posko_table_row (from, row));
    }
  return copy;
}

static gboolean
is_the_row (PoskoPlan *plan, const BreakCell *cell, guint row)
{
  if (cell->where == NULL)
    return TRUE;
  if (field_of (cell->table, cell->where)->type != POSKO_FIELD_STRING)
    {
      g_autofree char *number
          = g_strdup_printf ("%" G_GINT64_FORMAT, *break_integer (plan, cell->table, row, cell->where));
      return g_str_equal (number, cell->is);
    }
  const char *text = break_read (plan, cell->table, row, cell->where);
  return g_str_equal (cell->is, "*") ? *text != '\0' : g_str_equal (text, cell->is);
}

static void
change (PoskoPlan *plan, const BreakCell *cell, guint row)
{
  gint64 *number = cell->column != NULL ? cell_of (plan, cell->table, row, cell->column) : NULL;
  switch (cell->kind)
    {
    case BREAK_TEXT:
      break_text (plan, cell->table, row, cell->column, cell->text);
      break;
    case BREAK_ADD:
      *number += cell->amount;
      break;
    case BREAK_SET:
      *number = cell->amount;
      break;
    case BREAK_NUMBER:
      *(gdouble *) cell_of (plan, cell->table, row, cell->column) += (gdouble) cell->amount;
      break;
    case BREAK_FLIP:
      *number = *number != 1;
      break;
    case BREAK_DROP:
      break_drop (plan, cell->table, row);
      break;
    case BREAK_DOUBLE:
    default:
      {
        PoskoTable *table = posko_plan_table (plan, cell->table);
        g_autofree gpointer twin
            = g_memdup2 (posko_table_row (table, row), posko_plan_table_type (cell->table)->row_size);
        posko_table_append (table, twin);
      }
    }
}

gboolean
break_cell (PoskoPlan *plan, const BreakCell *cell)
{
  for (guint row = 0; row < posko_table_n (posko_plan_table (plan, cell->table)); row++)
    if (is_the_row (plan, cell, row))
      {
        change (plan, cell, row);
        return TRUE;
      }
  return FALSE;
}
