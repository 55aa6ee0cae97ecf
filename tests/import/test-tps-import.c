/* test-tps-import.c: whole lists as offices send them: rows read, used, repaired, marked, left out, refused, and what was told of them. */
#include <math.h>
#include <string.h>

#include "import-city.h"

typedef struct
{
  const char *name, *text;
  guint read, used, repaired, marked, left_out, refused; /* rows of the file */
  guint tps;                                             /* of the case; 0: the import fails */
  const char *kinds;                                     /* "code:count code:count …": these at least */
  gboolean no_repair, strict, with_kelurahan;
} Case;

#define HEAD "kecamatan,kelurahan,tps,lat,lon,dpt_laki,dpt_perempuan\n"

#define CODED "kecamatan,kode_kelurahan,kelurahan,tps,lat,lon,dpt_laki,dpt_perempuan\n"
#define BACANG "Bukit Intan,Bacang,1,-2.16,106.12,12,13\nBukit Intan,Bacang,2,-2.161,106.12,12,13\nBukit Intan,Bacang,3,-2.162,106.12,12,13\n"

static const Case cases[] = {
  { "sound", HEAD "Bukit Intan,Air Itam,1,-2.12,106.12,120,130\nTaman Sari,Kejaksaan,2,-2.12,106.17,110,111\n", 2, 2, 0, 0, 0, 0, 2, .kinds = "crew-by-law:1" },
  { "swapped", HEAD "Bukit Intan,Air Itam,1,106.12,-2.12,120,130\nBukit Intan,Air Itam,2,-2.13,106.12,1,1\n", 2, 2, 1, 0, 0, 0, 2, .kinds = "coordinate-swapped:1" },
  { "swapped, no repair", HEAD "Bukit Intan,Air Itam,1,106.12,-2.12,120,130\nBukit Intan,Air Itam,2,-2.13,106.12,1,1\n", 2, 2, 0, 1, 0, 0, 2, .kinds = "coordinate-swapped:1 placed-neighbour:1", .no_repair = TRUE },
  { "minus", HEAD "Bukit Intan,Air Itam,1,2.12,106.12,120,130\nBukit Intan,Air Itam,2,2.13,106.12,1,1\n", 2, 2, 2, 0, 0, 0, 2, .kinds = "coordinate-minus:2" },
  { "lost points", HEAD "Bukit Intan,Air Itam,1,-2120000,106120000,120,130\n", 1, 1, 1, 0, 0, 0, 1, .kinds = "coordinate-point:1" },
  { "zero, sea, abroad", HEAD "Bukit Intan,Air Itam,1,0,0,12,13\nBukit Intan,Air Itam,2,-2.5,107.5,12,13\nTaman Sari,Kejaksaan,1,51.5,0.1,12,13\n", 3, 3, 0, 3, 0, 0, 3, .kinds = "coordinate-zero:1 coordinate-outside:1 coordinate-abroad:1 placed-kecamatan:3 placed-kelurahan:0" },
  { "placed in the kelurahan", HEAD "Bukit Intan,Bacang,1,,,12,13\nBukit Intan,Bacang,2,#N/A,106.1,12,13\n", 2, 2, 0, 2, 0, 0, 2, .kinds = "coordinate-missing:1 coordinate-unreadable:1 placed-kelurahan:2", .with_kelurahan = TRUE },
  { "strict refuses a made-up place", HEAD "Bukit Intan,Bacang,1,,,12,13\nBukit Intan,Bacang,2,-2.16,106.1,12,13\n", 2, 2, 0, 1, 0, 0, 0, .kinds = "strict:1", .strict = TRUE },
  { "a place in another kecamatan is kept", HEAD "Bukit Intan,Bacang,1,-2.16,106.17,12,13\n", 1, 1, 0, 1, 0, 0, 1, .kinds = "coordinate-other-kecamatan:1" },
  { "a kelurahan of another kecamatan", HEAD "Bukit Intan,Opas Indah,1,-2.16,106.17,12,13\n", 1, 1, 0, 1, 0, 0, 1, .kinds = "kelurahan-other-kecamatan:1 coordinate-other-kecamatan:1", .with_kelurahan = TRUE },
  { "one name in many spellings", HEAD "BUKITINTAN,AIR ITAM,1,-2.12,106.12,1,1\nKec. Bukit Intan,Kel. Air Itam,2,-2.12,106.13,1,1\nbukit-intan,air  itam,3,-2.13,106.13,1,1\n",
    3, 3, 0, 0, 0, 0, 3, .kinds = "" },
  { "a near miss that the place confirms", HEAD "Bukit Intam,Air Itam,1,-2.12,106.12,1,1\n", 1, 1, 1, 0, 0, 0, 1, .kinds = "kecamatan-near:1" },
  { "a near miss that nothing confirms", HEAD "Bukit Intam,Air Itam,1,,,1,1\nTaman Sari,Kejaksaan,1,-2.12,106.17,1,1\n", 2, 1, 0, 0, 0, 1, 1, .kinds = "kecamatan-unknown:1" },
  { "a kecamatan of another city", HEAD "Mandonga,Korumba,1,-2.12,106.12,1,1\nTaman Sari,Kejaksaan,1,-2.12,106.17,1,1\n", 2, 1, 0, 0, 0, 1, 1, .kinds = "kecamatan-unknown:1" },
  { "by the place alone", "kelurahan,tps,lat,lon\nAir Itam,1,-2.12,106.12\n", 1, 1, 0, 0, 0, 0, 1, .kinds = "kecamatan-by-place:1 voters-none:1" },
  { "doubles", HEAD "Bukit Intan,Bacang,1,-2.16,106.11,12,13\nBukit Intan,Bacang,1,-2.16,106.11,12,13\nBukit Intan,Bacang,2,-2.16,106.12,12,13\nBukit Intan,Bacang,2,-2.17,106.12,12,13\n",
    4, 2, 0, 1, 1, 1, 2, .kinds = "row-copy:1 tps-double:1 tps-double-first:1" },
  { "widths", HEAD "Bukit Intan,Bacang,1,-2.16\nBukit Intan,Bacang,2,-2.16,106.12,12,13,near the market\nBukit Intan,Kel. Bacang, Lingk. II,3,-2.16,106.12,12,13\nBukit Intan,Bacang,4,-2.17,106.12,12,13\n",
    4, 2, 0, 1, 0, 2, 2, .kinds = "row-wide:1 row-width:2" },
  { "numbers that are none", HEAD "Bukit Intan,Bacang,1,nan,nan,12,13\nBukit Intan,Bacang,2,-2.16,106.12,NaN,13\nBukit Intan,Bacang,3,-2.16,106.12,-120,13\nBukit Intan,Bacang,4,-2.1.3,106.12,1,1\n"
                            "Bukit Intan,Bacang,5,-2.17,106.12,99999999999999999999,13\nBukit Intan,Bacang,6,-2.18,106.12,1e309,13\n",
    6, 6, 0, 6, 0, 0, 6, .kinds = "coordinate-unreadable:2 cell-number:4 voters-assumed:4" },
  { "TPS 007", HEAD "Bukit Intan,Bacang,TPS 007,-2.16,106.12,12,13\nBukit Intan,Bacang,No. 8,-2.16,106.13,12,13\nBukit Intan,Bacang,-9,-2.16,106.13,12,13\n", 3, 2, 0, 0, 0, 1, 2, .kinds = "cell-nomor:1" },
  { "L + P is not the total", "kecamatan,kelurahan,tps,lat,lon,L,P,Jumlah\nBukit Intan,Bacang,1,-2.16,106.12,120,130,250\nBukit Intan,Bacang,2,-2.16,106.13,120,130,205\n"
                              "Bukit Intan,Bacang,3,-2.16,106.14,100,100,200\nBukit Intan,Bacang,4,-2.17,106.14,90,100,190\n",
    4, 4, 0, 1, 0, 0, 4, .kinds = "sum-parts:1" },
  { "a total that differs", "kecamatan,kelurahan,tps,lat,lon,L,P\nBukit Intan,Bacang,1,-2.16,106.12,120,130\nBukit Intan,Bacang,2,-2.16,106.13,210,130\nJUMLAH,,,,,240,260\n", 2, 2, 0, 0, 0, 0,
    2, .kinds = "total-differs:1 total-agrees:1" },
  { "a centre for a whole kelurahan", HEAD "Bukit Intan,Bacang,1,-2.16,106.12,12,13\nBukit Intan,Bacang,2,-2.16,106.12,12,13\nBukit Intan,Bacang,3,-2.16,106.12,12,13\n", 3, 3, 0, 3, 0, 0,
    3, .kinds = "coordinate-centre:3" },
  { "a summary", "Kecamatan;Kelurahan;Jumlah TPS;DPT L;DPT P\nBukit Intan;Bacang;5;1.250;1.303\nTaman Sari;Kejaksaan;4;1.000;1.001\n", 2, 2, 0, 0, 0, 0, 9, .kinds = "summary:1 summary-expanded:2 coordinate-none:1", .with_kelurahan = TRUE },
  { "merged cells", "Kecamatan;Kelurahan;TPS;Lat;Lon;DPT\nBukit Intan;Bacang;1;-2,16;106,12;200\n;;2;-2,16;106,13;201\n;Air Itam;1;-2,12;106,13;202\nTaman Sari;Kejaksaan;1;-2,12;106,17;203\n", 4, 4,
    0, 0, 0, 0, 4, .kinds = "cell-carried:2 voters-split:4" },
  { "UTM without a zone", "kecamatan,kelurahan,tps,easting,northing\nBukit Intan,Bacang,1,624500,9761000\nBukit Intan,Bacang,2,624900,9761300\n", 2, 2, 0, 0, 0, 0, 2, .kinds = "coordinate-zone:1 voters-none:1" },
  { "a kelurahan called Sum", "kode_tps,kecamatan,kelurahan,tps,lat,lon,L,P\nX.1,Bukit Intan,Sum,1,-2.16,106.12,10,11\nX.2,Bukit Intan,Sum,2,-2.17,106.12,10,11\n,,JUMLAH,2,,,20,22\n", 2, 2, 0, 0, 0, 0, 2,
    .kinds = "row-total:1 total-agrees:3" },
  { "thousands are no counts", "kecamatan,kelurahan,tps,lat,lon,dpt\nBukit Intan,Bacang,1,-2.16,106.12,0.251\nBukit Intan,Bacang,2,-2.161,106.12,0.262\nBukit Intan,Bacang,3,-2.162,106.12,1\n", 3, 3, 0, 3, 0, 0, 3,
    .kinds = "cell-number:3" },
  { "a total only", "kecamatan,kelurahan,tps,lat,lon,dpt\nBukit Intan,Bacang,1,-2.16,106.12,251\n", 1, 1, 0, 0, 0, 0, 1, .kinds = "voters-split:1" },
  { "a kelurahan's near miss", HEAD "Bukit Intan,Bacang,1,-2.16,106.12,12,13\nBukit Intan,Bacagn,2,-2.17,106.12,12,13\n", 2, 2, 1, 0, 0, 0, 2, .kinds = "kelurahan-near:1 kelurahan-unknown:0", .with_kelurahan = TRUE },
  { "a kelurahan's near miss, no repair", HEAD "Bukit Intan,Bacang,1,-2.16,106.12,12,13\nBukit Intan,Bacagn,2,-2.17,106.12,12,13\n", 2, 2, 0, 1, 0, 0, 2, .kinds = "kelurahan-near:1", .with_kelurahan = TRUE, .no_repair = TRUE },
  { "a near miss that has a number of its own", HEAD "Bukit Intan,Bacang,1,-2.16,106.12,12,13\nBukit Intan,Bacagn,1,-2.17,106.12,12,13\n", 2, 2, 0, 1, 0, 0, 2, .kinds = "kelurahan-near:0 kelurahan-unknown:1 tps-double:0", .with_kelurahan = TRUE },
  { "another number in the name is another kelurahan", HEAD "Bukit Intan,Bacang,1,-2.16,106.12,12,13\nBukit Intan,Bacang II,2,-2.17,106.12,12,13\n", 2, 2, 0, 1, 0, 0, 2, .kinds = "kelurahan-near:0 kelurahan-unknown:1", .with_kelurahan = TRUE },
  { "no such kelurahan", HEAD "Bukit Intan,Kelurahan Xyzzy,1,-2.16,106.12,12,13\nBukit Intan,Xyzzy,2,-2.17,106.12,12,13\n", 2, 2, 0, 2, 0, 0, 2, .kinds = "kelurahan-unknown:2", .with_kelurahan = TRUE },
  { "kelurahan, code and name", CODED "Bukit Intan,19.71.01.1002,Bacang,1,-2.16,106.12,12,13\nBukit Intan,19.71.01.1002,Air Itam,1,-2.12,106.12,12,13\nBukit Intan,19.71.01.1002,Bacnag,2,-2.17,106.12,12,13\n"
                                    "Bukit Intan,19.71.01.1002,Xyzzy,3,-2.18,106.12,12,13\nBukit Intan,19.71.01.1001,,4,-2.13,106.12,12,13\n",
    5, 5, 1, 2, 0, 0, 5, .kinds = "kelurahan-code-name:2 kelurahan-near:1 kelurahan-unknown:0", .with_kelurahan = TRUE },
  { "a code that the layer does not have", CODED "Bukit Intan,19.71.01.1009,,1,-2.16,106.12,12,13\n", 1, 1, 0, 1, 0, 0, 1, .kinds = "kelurahan-unknown:1", .with_kelurahan = TRUE },
  { "without a layer, few rows spelt almost as many", HEAD BACANG "Bukit Intan,Bacagn,4,-2.17,106.12,12,13\nBukit Intan,Air Itam,1,-2.12,106.12,12,13\n", 5, 5, 0, 1, 0, 0, 5, .kinds = "kelurahan-spelling:1" },
  { "without a layer, a small kelurahan with a like name", HEAD BACANG "Bukit Intan,Bacagn,1,-2.17,106.12,12,13\n", 4, 4, 0, 0, 0, 0, 4, .kinds = "kelurahan-spelling:0" },
  { "without a layer, one code", CODED "Bukit Intan,19.71.01.1002,Bacang,1,-2.16,106.12,12,13\nBukit Intan,19.71.01.1002,Bacang,2,-2.161,106.12,12,13\nBukit Intan,19.71.01.1002,Bacagn,3,-2.162,106.12,12,13\n"
                                      "Bukit Intan,19.71.01.1001,Air Itam,1,-2.12,106.12,12,13\nBukit Intan,19.71.01.1001,Bacang,4,-2.163,106.12,12,13\n",
    5, 5, 1, 1, 0, 0, 5, .kinds = "kelurahan-near:1 kelurahan-code-name:1 kelurahan-spelling:0 tps-double:0" },
  { "a place in another kelurahan", HEAD BACANG "Bukit Intan,Bacang,4,-2.12,106.12,12,13\nBukit Intan,Bacang,5,-2.149,106.12,12,13\n", 5, 5, 0, 1, 0, 0, 5, .kinds = "coordinate-other-kelurahan:1", .with_kelurahan = TRUE },
  { "names of two kelurahan exchanged", HEAD "Bukit Intan,Air Itam,1,-2.16,106.12,1,1\nBukit Intan,Air Itam,2,-2.161,106.12,1,1\nBukit Intan,Air Itam,3,-2.1501,106.12,1,1\nBukit Intan,Bacang,1,-2.12,106.12,1,1\n",
    4, 4, 0, 4, 0, 0, 4, .kinds = "coordinate-other-kelurahan:4", .with_kelurahan = TRUE },
  { "of two rows the one that lies in its kelurahan", HEAD "Bukit Intan,Bacang,1,-2.12,106.12,12,13\nBukit Intan,Bacang,1,-2.16,106.12,14,15\nBukit Intan,Bacang,2,-2.17,106.12,14,15\n", 3, 2, 0, 1, 0, 1, 2,
    .kinds = "coordinate-other-kelurahan:1 tps-double:1 tps-double-first:1", .with_kelurahan = TRUE },
  { "no kelurahan, by the place", "kecamatan,tps,lat,lon\nBukit Intan,1,-2.12,106.12\nBukit Intan,2,-2.13,106.12\nBukit Intan,1,-2.16,106.12\nTaman Sari,1,-2.16,106.17\n", 4, 4, 0, 0, 0, 0, 4,
    .kinds = "kelurahan-by-place:4 kelurahan-missing:0 tps-double:0", .with_kelurahan = TRUE },
  { "no kelurahan, the place's has the number", "kecamatan,tps,lat,lon\nBukit Intan,1,-2.12,106.12\nBukit Intan,1,-2.13,106.12\nBukit Intan,1,-2.13,106.12\n", 3, 2, 0, 1, 1, 0, 2,
    .kinds = "kelurahan-by-place:1 kelurahan-missing:2 row-copy:1", .with_kelurahan = TRUE },
  { "no kelurahan and no layer, in order", "kecamatan,tps,lat,lon\nBukit Intan,1,-2.12,106.12\nBukit Intan,2,-2.13,106.12\nBukit Intan,1,-2.16,106.12\nTaman Sari,1,-2.16,106.17\n", 4, 4, 0, 4, 0, 0, 4,
    .kinds = "kelurahan-missing:4 tps-double:0" },
  { "no kelurahan and no layer, in no order", "kecamatan,tps,lat,lon\nBukit Intan,2,-2.12,106.12\nBukit Intan,1,-2.13,106.12\nBukit Intan,1,-2.16,106.12\nBukit Intan,2,-2.16,106.13\nBukit Intan,2,-2.16,106.13\n", 5, 4,
    0, 4, 1, 0, 4, .kinds = "kelurahan-missing:5 row-copy:1 tps-double:0" },
  { "the kecamatan of a kelurahan", "kelurahan,tps,lat,lon\nBacang,1,-2.16,106.12\n", 1, 1, 0, 0, 0, 0, 1, .kinds = "kecamatan-by-kelurahan:1", .with_kelurahan = TRUE },
  { "an unknown kecamatan with a kelurahan that is known", HEAD "Antah,Bacang,1,-2.16,106.12,1,1\n", 1, 1, 0, 1, 0, 0, 1, .kinds = "kecamatan-by-kelurahan:1 kecamatan-code-name:0", .with_kelurahan = TRUE },
  { "another UTM zone", "kecamatan,kelurahan,tps,zona,easting,northing\nBukit Intan,Bacang,1,50S,624500,9761000\nBukit Intan,Bacang,2,50S,624900,9761300\n", 2, 2, 0, 2, 0, 0, 2, .kinds = "coordinate-zone-other:1" },
  { "easting and northing exchanged", "kecamatan,kelurahan,tps,easting,northing\nBukit Intan,Bacang,1,9761000,624500\nBukit Intan,Bacang,2,9761300,624900\n", 2, 2, 2, 0, 0, 0, 2, .kinds = "coordinate-swapped:2 coordinate-zone:1" },
  { "easting and northing exchanged, no repair", "kecamatan,kelurahan,tps,easting,northing,zona\nBukit Intan,Bacang,1,9761000,624500,48S\n", 1, 1, 0, 1, 0, 0, 1, .kinds = "coordinate-swapped:1 placed-kecamatan:1", .no_repair = TRUE },
};

static void
check_kinds (PoskoImportLog *log, const char *kinds)
{
  g_auto (GStrv) wanted = g_strsplit (kinds, " ", -1);

  for (guint k = 0; wanted[k] != NULL && wanted[k][0] != '\0'; k++)
    {
      g_auto (GStrv) parts = g_strsplit (wanted[k], ":", 2);
      g_test_message ("%s", wanted[k]);
      g_assert_cmpuint (posko_import_log_count_of (log, parts[0]), ==, (guint) g_ascii_strtoull (parts[1], NULL, 10));
    }
}

static void
tell_all (PoskoImportLog *log)
{
  for (guint i = 0; i < posko_import_log_n_kinds (log); i++)
    {
      const PoskoImportKind *kind = posko_import_log_kind (log, i);
      g_test_message ("%s %s: %u (%s) %s -> %s", posko_import_action_code (kind->action), kind->code, kind->n, kind->lines, kind->examples[0].found,
                      kind->examples[0].became);
    }
}

static void
test_case (gconstpointer data)
{
  const Case *one = data;
  g_autoptr (PoskoImportLog) log = posko_import_log_new ();
  g_autoptr (GError) error = NULL;
  g_auto (PoskoTpsImport) result = { 0 };
  const PoskoTpsImportParams params = { .repair = !one->no_repair, .strict = one->strict };

  import_city_run ("tps.csv", one->text, strlen (one->text), one->with_kelurahan, &params, log, &result, &error);
  g_assert_no_error (error);
  tell_all (log);
  g_assert_cmpuint (result.n_read, ==, one->read);
  g_assert_cmpuint (result.n_used, ==, one->used);
  g_assert_cmpuint (result.n_repaired, ==, one->repaired);
  g_assert_cmpuint (result.n_marked, ==, one->marked);
  g_assert_cmpuint (result.n_left_out, ==, one->left_out);
  g_assert_cmpuint (result.n_refused, ==, one->refused);
  g_assert_cmpuint (result.tps != NULL ? posko_table_n (result.tps) : 0, ==, one->tps);
  check_kinds (log, one->kinds);
}

/* Every place of a written list lies in its kecamatan, whatever was written. */
static void
test_places (void)
{
  static const char text[] = HEAD "Bukit Intan,Air Itam,1,106.12,-2.12,120,130\nBukit Intan,Air Itam,2,,,1,1\nTaman Sari,Opas Indah,1,0,0,1,1\nTaman Sari,Opas Indah,2,2.16,106.18,1,1\n";
  g_autoptr (PoskoBoundary) layer = import_city_kecamatan ();
  g_autoptr (PoskoImportLog) log = posko_import_log_new ();
  g_autoptr (GError) error = NULL;
  g_auto (PoskoTpsImport) result = { 0 };
  const PoskoTpsImportParams params = { .repair = TRUE };

  import_city_run ("tps.csv", text, strlen (text), TRUE, &params, log, &result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (posko_table_n (result.tps), ==, 4);
  for (guint i = 0; i < 4; i++)
    {
      const PoskoTps *tps = posko_table_row (result.tps, i);
      const PoskoLonLat place = { tps->lon, tps->lat };
      guint area;
      g_assert_true (posko_boundary_locate (layer, &place, 1, &area, 1, NULL, NULL));
      g_assert_cmpuint (area, ==, posko_boundary_find (layer, tps->kecamatan));
      g_assert_cmpint (tps->asumsi, ==, i == 1 || i == 2);
    }
  const PoskoTps *first = posko_table_row (result.tps, 0);
  g_assert_cmpstr (first->kode_tps, ==, "19.71.01.1001.001");
  g_assert_cmpfloat (first->lat, ==, -2.12);
}

/* A summary: as many TPS, the voters all there, the first ones get what is left over. */
static void
test_summary (void)
{
  static const char text[] = "Kecamatan,Kelurahan,Jumlah TPS,DPT L,DPT P\nBukit Intan,Bacang,3,100,101\n";
  g_autoptr (PoskoImportLog) log = posko_import_log_new ();
  g_autoptr (GError) error = NULL;
  g_auto (PoskoTpsImport) result = { 0 };
  const PoskoTpsImportParams params = { .repair = TRUE };
  gint64 men = 0, women = 0;

  import_city_run ("tps.csv", text, strlen (text), TRUE, &params, log, &result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (posko_table_n (result.tps), ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      const PoskoTps *tps = posko_table_row (result.tps, i);
      g_assert_cmpint (tps->nomor, ==, i + 1);
      g_assert_cmpint (tps->asumsi, ==, 1);
      men += tps->dpt_laki;
      women += tps->dpt_perempuan;
      for (guint j = 0; j < i; j++)
        g_assert_true (((const PoskoTps *) posko_table_row (result.tps, j))->lat != tps->lat);
    }
  g_assert_cmpint (men, ==, 100);
  g_assert_cmpint (women, ==, 101);
}

/* The kelurahan that is written: the layer's spelling, else the commonest without its level, else one that stands in. */
static void
test_names (void)
{
  static const struct
  {
    const char *text, *kelurahan, *code;
    gboolean with_kelurahan;
  } names[] = {
    { HEAD "Bukit Intan,Kel. Sukamaju,1,-2.16,106.12,1,1\n", "Sukamaju", "", FALSE },
    { HEAD "Bukit Intan,KELURAHAN SUKAMAJU,1,-2.16,106.12,1,1\n", "SUKAMAJU", "", FALSE },
    { HEAD "Bukit Intan,Desa Baru,1,-2.16,106.12,1,1\n", "Desa Baru", "", FALSE },
    { HEAD "Bukit Intan,bcaang,1,-2.16,106.12,1,1\n", "Bacang", "19.71.01.1002", TRUE },
    { CODED "Bukit Intan,19.71.01.1002,Air Itam,1,-2.12,106.12,1,1\n", "Air Itam", "19.71.01.1001", TRUE },
    { CODED "Bukit Intan,19.71.01.1002,Xyzzy,1,-2.16,106.12,1,1\n", "Bacang", "19.71.01.1002", TRUE },
    { "kecamatan,tps,lat,lon\nBukit Intan,1,-2.12,106.12\n", "Air Itam", "19.71.01.1001", TRUE },
    { "kecamatan,tps,lat,lon\nBukit Intan,1,-2.12,106.12\n", "Bukit Intan", "", FALSE },
    { "kecamatan,tps,lat,lon\nBukit Intan,1,-2.12,106.12\nBukit Intan,1,-2.13,106.12\n", "Tanpa Nama 1", "", FALSE },
  };
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (PoskoImportLog) log = posko_import_log_new ();
      g_autoptr (GError) error = NULL;
      g_auto (PoskoTpsImport) result = { 0 };
      const PoskoTpsImportParams params = { .repair = TRUE };

      import_city_run ("tps.csv", names[i].text, strlen (names[i].text), names[i].with_kelurahan, &params, log, &result, &error);
      g_assert_no_error (error);
      g_test_message ("%s", names[i].text);
      const PoskoTps *tps = posko_table_row (result.tps, 0);
      g_assert_cmpstr (tps->kelurahan, ==, names[i].kelurahan);
      g_assert_cmpstr (tps->kode_kelurahan, ==, names[i].code);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/tps-import/%s", cases[i].name);
      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/tps-import/places", test_places);
  g_test_add_func ("/tps-import/names", test_names);
  g_test_add_func ("/tps-import/summary", test_summary);
  return g_test_run ();
}
