/* fuzz-import.c: any bytes as the TPS list and as the boundary file of a city: the whole way to a case, which then must be sound. */
#include <glib/gstdio.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "boundary-import.h"
#include "import-city.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* What an import hands out must be usable: places inside the city, counts in range, codes once. */
static void
check_tps (const PoskoTable *tps)
{
  const char *above = NULL;

  for (guint i = 0; i < posko_table_n (tps); i++)
    {
      const PoskoTps *row = posko_table_row (tps, i);
      if (!isfinite (row->lat) || !isfinite (row->lon) || row->lat < -2.3 || row->lat > -2.0 || row->lon < 106.0 || row->lon > 106.3)
        abort ();
      if (row->kode_tps[0] == '\0' || (above != NULL && strcmp (above, row->kode_tps) >= 0) || row->kelurahan[0] == '\0' || row->kecamatan[0] == '\0')
        abort ();
      if (row->nomor < 1 || row->nomor > 9999 || row->dpt_laki < 0 || row->dpt_laki > 5000 || row->dpt_perempuan < 0 || row->dpt_perempuan > 5000)
        abort ();
      if (row->kpps < 1 || row->kpps > 20 || row->linmas < 0 || row->pengawas < 0 || row->petugas_berisiko < 0)
        abort ();
      above = row->kode_tps;
    }
}

static void
import_list (const char *path)
{
  static PoskoBoundary *kecamatan, *kelurahan; /* made once for all runs */
  g_autoptr (PoskoImportLog) log = posko_import_log_new ();
  g_auto (PoskoTpsImport) result = { 0 };
  g_autoptr (GError) error = NULL;

  if (kecamatan == NULL)
    {
      kecamatan = import_city_kecamatan ();
      kelurahan = import_city_kelurahan ();
    }
  const PoskoTpsImportParams params = { .tps = path, .repair = TRUE, .kecamatan = kecamatan, .kelurahan = kelurahan };
  const gboolean could = posko_tps_import (&params, log, &result, NULL, &error);
  if (could != (error == NULL))
    abort ();
  if (result.tps != NULL)
    check_tps (result.tps);
  else if (error == NULL && !result.doubtful && posko_import_log_count (log, POSKO_IMPORT_FAULT) == 0)
    abort (); /* nothing fails without a word */
}

static void
import_boundaries (const char *path)
{
  g_autoptr (PoskoImportLog) log = posko_import_log_new ();
  g_autoptr (PoskoBoundary) kecamatan = NULL, kelurahan = NULL;
  g_autoptr (GError) error = NULL;
  const PoskoBoundaryImportParams params = { .boundaries = path, .repair = TRUE };

  const gboolean could = posko_boundary_import (&params, log, &kecamatan, &kelurahan, NULL, &error);
  if (could != (error == NULL) || could != (kecamatan != NULL))
    abort ();
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static char *path;
  g_autoptr (GError) error = NULL;

  if (path == NULL)
    path = g_strdup_printf ("%s/posko-fuzz-import-%d", g_get_tmp_dir (), (int) getpid ());
  if (!g_file_set_contents_full (path, (const char *) data, (gssize) size, G_FILE_SET_CONTENTS_NONE, 0600, &error))
    abort ();
  import_list (path);
  if (size > 0 && memchr (data, '{', MIN (size, 64)) != NULL)
    import_boundaries (path);
  g_remove (path);
  return 0;
}
