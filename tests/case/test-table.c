/* test-table.c: reading by schema: dialects, lines, every kind of bad cell, keys, order. */
#include <math.h>
#include <string.h>

#include "case.h"

#define GELOMBANG "kode,nama,hari,mulai,selesai,porsi_per_petugas,menit_maks\n"
#define DAPUR "kode,nama,lat,lon,porsi_per_gelombang,buka,tutup,slhs_berlaku,halal,skala,biaya_per_porsi"

static PoskoTable *
read_table (const PoskoTableType *type, const char *text, gssize length, PoskoDiagnostics *findings)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length < 0 ? strlen (text) : (gsize) length);
  return posko_table_read (type, bytes, "t.csv", findings, NULL);
}

static const PoskoDiagnostic *
find (PoskoDiagnostics *findings, const char *code)
{
  for (guint i = 0; i < posko_diagnostics_n (findings); i++)
    {
      const PoskoDiagnostic *one = posko_diagnostics_get (findings, i);
      g_test_message ("%s:%u %s: %s; %s; %s", one->file, one->line, one->code, one->found, one->expected, one->remedy);
    }
  for (guint i = 0; i < posko_diagnostics_n (findings); i++)
    if (strcmp (posko_diagnostics_get (findings, i)->code, code) == 0)
      return posko_diagnostics_get (findings, i);
  return NULL;
}

static void
test_values (void)
{
  static const char text[] = DAPUR ",tps_maks,asumsi\n"
                             "D2,\"Dapur, \"\"Dua\"\"\",-2.13,106.11,250,02:30,25:00,2026-11-30,ya,mikro,15000,,true\n"
                             "D1,Satu,-2.5,106,1,0:00,23:59,,tidak,besar,0,40,\n";
  g_autoptr (PoskoDiagnostics) findings = posko_diagnostics_new ();
  g_autoptr (PoskoTable) table = read_table (&POSKO_DAPUR_TYPE, text, -1, findings);
  const PoskoDapur *first, *second;
  GDate date;

  g_assert_cmpuint (posko_diagnostics_n (findings), ==, 0);
  g_assert_cmpuint (posko_table_n (table), ==, 2);
  first = posko_table_row (table, 0);
  second = posko_table_row (table, 1);
  g_assert_cmpstr (first->kode, ==, "D1"); /* by key */
  g_assert_cmpuint (posko_table_line (table, 0), ==, 3);
  g_assert_cmpint (first->slhs_berlaku, ==, POSKO_MISSING);
  g_assert_cmpint (first->halal, ==, 0);
  g_assert_cmpint (first->tps_maks, ==, 40);
  g_assert_cmpint (first->asumsi, ==, 0); /* the schema's default */
  g_assert_cmpstr (second->nama, ==, "Dapur, \"Dua\"");
  g_assert_cmpfloat (second->lat, ==, -2.13);
  g_assert_cmpint (second->buka, ==, 150);
  g_assert_cmpint (second->tutup, ==, 1500);
  g_assert_cmpint (second->halal, ==, 1);
  g_assert_cmpint (second->tps_maks, ==, POSKO_MISSING);
  g_assert_cmpint (second->asumsi, ==, 1);
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, 30, G_DATE_NOVEMBER, 2026);
  g_assert_cmpint (second->slhs_berlaku, ==, g_date_get_julian (&date));
  g_assert_cmpint (posko_table_find (table, "D2"), ==, 1);
  g_assert_cmpint (posko_table_find (table, "D3"), ==, -1);
}

/* What Excel in an Indonesian locale writes is the same table, and the guess is told. */
static void
test_excel (void)
{
  static const char plain[] = DAPUR "\nD1,Satu,-2.13,106.5,250,02:30,25:00,2026-11-30,true,mikro,15000\n";
  static const char excel[] = "\xef\xbb\xbfkode;nama;lat;lon;porsi_per_gelombang;buka;tutup;slhs_berlaku;halal;skala;biaya_per_porsi\r\n"
                              "D1;Satu;-2,13;106,5;250;2.30;25:00:00;30/11/2026;TRUE;mikro;15000\r\n";
  g_autoptr (PoskoDiagnostics) findings = posko_diagnostics_new (), silent = posko_diagnostics_new ();
  g_autoptr (PoskoTable) a = read_table (&POSKO_DAPUR_TYPE, plain, -1, silent), b = read_table (&POSKO_DAPUR_TYPE, excel, -1, findings);
  const PoskoDapur *x = posko_table_row (a, 0), *y = posko_table_row (b, 0);

  g_assert_cmpuint (posko_diagnostics_n (silent), ==, 0);
  g_assert_nonnull (find (findings, "dialect"));
  g_assert_nonnull (find (findings, "date-day-first"));
  g_assert_nonnull (find (findings, "time-dot")); /* "pukul 02.30" */
  g_assert_cmpuint (posko_diagnostics_count (findings, POSKO_SEVERITY_ERROR), ==, 0);
  g_assert_cmpfloat (x->lat, ==, y->lat);
  g_assert_cmpfloat (x->lon, ==, y->lon);
  g_assert_cmpint (x->buka, ==, y->buka);
  g_assert_cmpint (x->tutup, ==, y->tutup);
  g_assert_cmpint (x->slhs_berlaku, ==, y->slhs_berlaku);
  g_assert_cmpint (x->halal, ==, y->halal);
}

/* One bad file a row: code, line, column. */
static const struct
{
  const char *name, *text, *code;
  guint line;
  const char *column;
  PoskoSeverity severity;
} faults[] = {
  { "nothing", "", "table-empty", 0, NULL, POSKO_SEVERITY_ERROR },
  { "header-only", GELOMBANG, "table-empty", 1, NULL, POSKO_SEVERITY_ERROR },
  { "column-missing", "kode,nama,hari,mulai,selesai,porsi_per_petugas,lama\nG,a,H,06:00,07:00,1,60\n", "column-missing", 1, "menit_maks", POSKO_SEVERITY_ERROR },
  { "column-unknown", "x,kode,nama,hari,mulai,selesai,porsi_per_petugas,menit_maks\n1,G,a,H,06:00,07:00,1,60\n", "column-unknown", 1, "x", POSKO_SEVERITY_INFO },
  { "column-duplicate", "kode,kode,nama,hari,mulai,selesai,porsi_per_petugas,menit_maks\nG,G,a,H,06:00,07:00,1,60\n", "column-duplicate", 1, "kode", POSKO_SEVERITY_ERROR },
  { "row-width", GELOMBANG "\nG,a,H,06:00,07:00,1\n", "row-width", 3, NULL, POSKO_SEVERITY_ERROR },
  { "row-width-more", GELOMBANG "G,a,H,06:00,07:00,1,60,x\n", "row-width", 2, NULL, POSKO_SEVERITY_ERROR },
  { "row-blank", GELOMBANG "G,a,H,06:00,07:00,1,60\n,,,,,,\n", "row-blank", 3, NULL, POSKO_SEVERITY_INFO },
  { "blanks", GELOMBANG "G, a ,H,06:00,07:00,1,60\n", "cell-blanks", 2, "nama", POSKO_SEVERITY_INFO },
  { "required", GELOMBANG "G,,H,06:00,07:00,1,60\n", "cell-required", 2, "nama", POSKO_SEVERITY_ERROR },
  { "integer", GELOMBANG "G,a,H,06:00,07:00,1.5,60\n", "type-integer", 2, "porsi_per_petugas", POSKO_SEVERITY_ERROR },
  { "thousands", GELOMBANG "G,a,H,06:00,07:00,1,\"1.200\"\n", "number-thousands", 2, "menit_maks", POSKO_SEVERITY_INFO },
  { "twenty-digits", GELOMBANG "G,a,H,06:00,07:00,1,12345678901234567890\n", "type-integer", 2, "menit_maks", POSKO_SEVERITY_ERROR },
  { "negative", GELOMBANG "G,a,H,06:00,07:00,-1,60\n", "value-minimum", 2, "porsi_per_petugas", POSKO_SEVERITY_ERROR },
  { "too-much", GELOMBANG "G,a,H,06:00,07:00,21,60\n", "value-maximum", 2, "porsi_per_petugas", POSKO_SEVERITY_ERROR },
  { "time", GELOMBANG "G,a,H,0600,07:00,1,60\n", "type-time", 2, "mulai", POSKO_SEVERITY_ERROR },
  { "time-decimal", GELOMBANG "G,a,H,6.5,07:00,1,60\n", "type-time", 2, "mulai", POSKO_SEVERITY_ERROR },
  { "time-late", GELOMBANG "G,a,H,48:00,07:00,1,60\n", "type-time", 2, "mulai", POSKO_SEVERITY_ERROR },
  { "time-minute", GELOMBANG "G,a,H,06:60,07:00,1,60\n", "type-time", 2, "mulai", POSKO_SEVERITY_ERROR },
  { "pattern", GELOMBANG "G,a,Hari H,06:00,07:00,1,60\n", "value-pattern", 2, "hari", POSKO_SEVERITY_ERROR },
  { "quote", GELOMBANG "G,\"a,H,06:00,07:00,1,60\n", "csv-quote-unclosed", 2, NULL, POSKO_SEVERITY_ERROR },
  { "stray-quote", GELOMBANG "G,a\"b,H,06:00,07:00,1,60\n", "csv-quote-stray", 2, NULL, POSKO_SEVERITY_ERROR },
  { "not-utf8", GELOMBANG "G,caf\xe9 caf\xc3\xa9,H,06:00,07:00,1,60\n", "csv-not-utf8", 2, NULL, POSKO_SEVERITY_ERROR },
  { "windows-1252", GELOMBANG "G,caf\xe9,H,06:00,07:00,1,60\n", "dialect", 0, NULL, POSKO_SEVERITY_INFO },
  { "duplicate", GELOMBANG "G,a,H,06:00,07:00,1,60\nF,a,H,06:00,07:00,1,60\n\nG,b,H,06:00,07:00,1,60\n", "key-duplicate", 5, "kode", POSKO_SEVERITY_ERROR },
};

static void
test_fault (gconstpointer data)
{
  const guint i = GPOINTER_TO_UINT (data);
  g_autoptr (PoskoDiagnostics) findings = posko_diagnostics_new ();
  g_autoptr (PoskoTable) table = read_table (&POSKO_GELOMBANG_TYPE, faults[i].text, -1, findings);
  const PoskoDiagnostic *finding = find (findings, faults[i].code);

  g_assert_nonnull (table);
  g_assert_nonnull (finding);
  g_assert_cmpuint (finding->line, ==, faults[i].line);
  g_assert_cmpstr (finding->column, ==, faults[i].column);
  g_assert_cmpint (finding->severity, ==, faults[i].severity);
  g_assert_cmpstr (finding->file, ==, "t.csv");
}

/* Cells of the other types, in one column each: text in the cell, code (NULL: it is good). */
static const struct
{
  const char *column, *cell, *code;
} cells[] = {
  { "lat", "-2.13", NULL },        { "lat", "-2.1e0", NULL },      { "lat", "nan", "type-number" },       { "lat", "inf", "type-number" },
  { "lat", "1e309", "type-number" }, { "lat", "-2.1.3", "type-number" }, { "lat", "#N/A", "cell-failed" }, { "lat", "106.1", "value-maximum" },
  { "lat", "-11.6", "value-minimum" }, { "lat", "\"-2,13\"", NULL }, { "lat", "\"1.000,5\"", "type-number" }, { "lat", "", "cell-required" },
  { "slhs_berlaku", "2026-02-29", "type-date" }, { "slhs_berlaku", "2026-13-01", "type-date" }, { "slhs_berlaku", "26-13-01", "type-date" },
  { "slhs_berlaku", "28/02/2026", NULL }, { "slhs_berlaku", "02/28/2026", NULL }, { "slhs_berlaku", "2026-1-1", NULL },
  { "slhs_berlaku", "besok", "type-date" }, { "halal", "mungkin", "type-boolean" }, { "halal", "1", NULL }, { "halal", "BENAR", NULL },
  { "skala", "raksasa", "value-enum" }, { "skala", "mikr", "value-enum" },
  { "kode", "1234567890123456789012345678901234567890123456789012345678901234", NULL },
  { "kode", "12345678901234567890123456789012345678901234567890123456789012345", "value-length" },
};

static void
test_cells (void)
{
  static const char *const columns[] = { "kode", "nama", "lat", "lon", "porsi_per_gelombang", "buka", "tutup", "slhs_berlaku", "halal", "skala", "biaya_per_porsi" };
  static const char *const good[] = { "D1", "Satu", "-2.1", "106", "1", "01:00", "02:00", "2026-01-01", "ya", "mikro", "1" };

  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    {
      g_autoptr (PoskoDiagnostics) findings = posko_diagnostics_new ();
      g_autoptr (GString) text = g_string_new (DAPUR "\n");
      for (guint c = 0; c < G_N_ELEMENTS (columns); c++)
        g_string_append_printf (text, "%s%s", c > 0 ? "," : "", strcmp (columns[c], cells[i].column) == 0 ? cells[i].cell : good[c]);
      g_autoptr (PoskoTable) table = read_table (&POSKO_DAPUR_TYPE, text->str, -1, findings);
      g_test_message ("%s = %s", cells[i].column, cells[i].cell);
      if (cells[i].code != NULL)
        g_assert_nonnull (find (findings, cells[i].code));
      g_assert_cmpuint (posko_diagnostics_count (findings, POSKO_SEVERITY_ERROR), ==, cells[i].code != NULL);
      g_assert_cmpuint (posko_table_n (table), ==, cells[i].code == NULL);
    }
}

/* A column is read with one decimal mark; a cell with the other one is a fault, not a guess. */
static void
test_mixed_marks (void)
{
  static const char text[] = "kode;nama;lat;lon;porsi_per_gelombang;buka;tutup;slhs_berlaku;halal;skala;biaya_per_porsi\n"
                             "D1;a;-2,1;106,1;1;01:00;02:00;;ya;mikro;1\nD2;a;-2.1;106,1;1;01:00;02:00;;ya;mikro;1\n";
  g_autoptr (PoskoDiagnostics) findings = posko_diagnostics_new ();
  g_autoptr (PoskoTable) table = read_table (&POSKO_DAPUR_TYPE, text, -1, findings);
  const PoskoDiagnostic *finding = find (findings, "decimal-mark-mixed");

  g_assert_nonnull (finding);
  g_assert_cmpuint (finding->line, ==, 3);
  g_assert_cmpuint (posko_table_n (table), ==, 1);
}

/* Lines as an editor counts them: blank lines and line ends inside quotes count. */
static void
test_lines (void)
{
  static const char text[] = GELOMBANG "\r\n\r\nG1,\"two\nlines\",H,06:00,07:00,1,60\r\nG2,b,H,06:00,07:00,1,60\rG3,c,H,bad,07:00,1,60\n";
  g_autoptr (PoskoDiagnostics) findings = posko_diagnostics_new ();
  g_autoptr (PoskoTable) table = read_table (&POSKO_GELOMBANG_TYPE, text, -1, findings);

  g_assert_cmpuint (posko_table_n (table), ==, 2);
  g_assert_cmpuint (posko_table_line (table, 0), ==, 4);
  g_assert_cmpuint (posko_table_line (table, 1), ==, 6);
  g_assert_cmpuint (find (findings, "type-time")->line, ==, 7);
}

static void
test_fold (void)
{
  g_autoptr (GString) text = g_string_new (GELOMBANG);
  g_autoptr (PoskoDiagnostics) findings = posko_diagnostics_new ();

  for (guint i = 0; i < 350; i++)
    g_string_append_printf (text, "G%u,a,H,late,07:00,1,60\n", i);
  g_autoptr (PoskoTable) table = read_table (&POSKO_GELOMBANG_TYPE, text->str, -1, findings);
  g_assert_cmpuint (posko_diagnostics_n (findings), ==, 100);
  g_assert_cmpuint (posko_diagnostics_folded (findings, 99), ==, 250);
  g_assert_cmpuint (posko_diagnostics_count (findings, POSKO_SEVERITY_ERROR), ==, 350);
  g_assert_cmpuint (posko_table_n (table), ==, 0);
}

/* "Unicode text" of Excel: UTF-16 and tabs. */
static void
test_encoding (void)
{
  static const char plain[] = "kode\tnama\thari\tmulai\tselesai\tporsi_per_petugas\tmenit_maks\nG\tcaf\xc3\xa9\tH\t06:00\t07:00\t1\t60\n";
  gsize length = 0;
  g_autofree char *text = g_convert (plain, -1, "UTF-16", "UTF-8", NULL, &length, NULL);
  g_autoptr (PoskoDiagnostics) findings = posko_diagnostics_new ();
  g_autoptr (PoskoTable) table = read_table (&POSKO_GELOMBANG_TYPE, text, (gssize) length, findings);
  const PoskoDiagnostic *dialect = find (findings, "dialect");

  g_assert_nonnull (dialect);
  g_assert_nonnull (strstr (dialect->found, "UTF-16 LE"));
  g_assert_cmpuint (posko_diagnostics_count (findings, POSKO_SEVERITY_ERROR), ==, 0);
  g_assert_cmpuint (posko_table_n (table), ==, 1);
  g_assert_cmpstr (((const PoskoGelombang *) posko_table_row (table, 0))->nama, ==, "caf\xc3\xa9");
}

/* What our own writer guarded against a spreadsheet is read back as it was. */
static void
test_guard (void)
{
  static const char text[] = GELOMBANG "'001,'=1+1,H,06:00,07:00,1,60\n'002,'Aisyiyah,H,06:00,07:00,1,60\n";
  g_autoptr (PoskoDiagnostics) findings = posko_diagnostics_new ();
  g_autoptr (PoskoTable) table = read_table (&POSKO_GELOMBANG_TYPE, text, -1, findings);
  const PoskoGelombang *first = posko_table_row (table, 0), *second = posko_table_row (table, 1);

  g_assert_cmpstr (first->kode, ==, "001");
  g_assert_cmpstr (first->nama, ==, "=1+1");
  g_assert_cmpstr (second->nama, ==, "'Aisyiyah");
}

static void
test_append (void)
{
  g_autoptr (PoskoTable) table = posko_table_new (&POSKO_GELOMBANG_TYPE);
  char code[8];

  for (guint i = 0; i < 1000; i++)
    {
      PoskoGelombang wave = { .kode = code, .nama = NULL, .hari = "H" };
      g_snprintf (code, sizeof code, "G%03u", 999 - i);
      posko_table_append (table, &wave);
    }
  g_assert_cmpuint (posko_table_n (table), ==, 1000);
  g_assert_cmpuint (posko_table_line (table, 0), ==, 0);
  g_assert_cmpint (posko_table_find (table, "G000"), ==, 0);
  g_assert_cmpstr (((const PoskoGelombang *) posko_table_row (table, 999))->kode, ==, "G999");
  g_assert_cmpstr (((const PoskoGelombang *) posko_table_row (table, 5))->nama, ==, "");
  g_autofree gboolean *keep = g_new0 (gboolean, 1000);
  keep[3] = keep[998] = TRUE;
  posko_table_filter (table, keep);
  g_assert_cmpuint (posko_table_n (table), ==, 2);
  g_assert_cmpint (posko_table_find (table, "G998"), ==, 1);
  g_assert_cmpint (posko_table_find (table, "G004"), ==, -1);
}

static void
test_schema (void)
{
  const PoskoTableSchema *schema = posko_table_schema (&POSKO_TPS_TYPE);
  const PoskoField *lat = posko_table_schema_find (schema, "lat");

  g_assert_true (posko_table_schema (&POSKO_TPS_TYPE) == schema);
  g_assert_cmpstr (posko_table_schema_field (schema, 0)->name, ==, "kode_tps");
  g_assert_cmpint (lat->type, ==, POSKO_FIELD_NUMBER);
  g_assert_cmpuint (lat->decimals, ==, 6);
  g_assert_cmpstr (lat->unit, ==, "derajat");
  g_assert_cmpint (lat->offset, ==, G_STRUCT_OFFSET (PoskoTps, lat));
  g_assert_null (posko_table_schema_find (schema, "latt"));
}

/* Every column of every input schema is bound, or the program would read it for nothing. */
static void
test_all_bound (void)
{
  static const PoskoTableType *const types[] = { &POSKO_TPS_TYPE,   &POSKO_FASKES_TYPE,    &POSKO_NAKES_TYPE,     &POSKO_AMBULANS_TYPE,
                                                 &POSKO_DAPUR_TYPE, &POSKO_KENDARAAN_TYPE, &POSKO_GELOMBANG_TYPE, &POSKO_BALIHO_TYPE };
  for (guint t = 0; t < G_N_ELEMENTS (types); t++)
    {
      const PoskoTableSchema *schema = posko_table_schema (types[t]);
      for (guint i = 0; i < posko_table_schema_n_fields (schema); i++)
        {
          g_test_message ("%s.%s", types[t]->name, posko_table_schema_field (schema, i)->name);
          g_assert_cmpint (posko_table_schema_field (schema, i)->offset, >=, 0);
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/table/values", test_values);
  g_test_add_func ("/table/excel", test_excel);
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *path = g_strconcat ("/table/fault/", faults[i].name, NULL);
      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_fault);
    }
  g_test_add_func ("/table/cells", test_cells);
  g_test_add_func ("/table/mixed-marks", test_mixed_marks);
  g_test_add_func ("/table/lines", test_lines);
  g_test_add_func ("/table/fold", test_fold);
  g_test_add_func ("/table/encoding", test_encoding);
  g_test_add_func ("/table/guard", test_guard);
  g_test_add_func ("/table/append", test_append);
  g_test_add_func ("/table/schema", test_schema);
  g_test_add_func ("/table/all-bound", test_all_bound);
  return g_test_run ();
}
