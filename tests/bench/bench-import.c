/* bench-import.c: a TPS list and its boundaries read, checked, repaired and placed as posko init does, without the tables that init assumes besides.
 *
 * Usage: bench-import TPS BOUNDARIES
 */
#include <stdio.h>

#include "boundary-import.h"
#include "tps-import.h"

int
main (int argc, char **argv)
{
  g_autoptr (PoskoImportLog) log = posko_import_log_new ();
  g_autoptr (PoskoBoundary) kecamatan = NULL, kelurahan = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (PoskoTpsImport) result = { 0 };

  if (argc != 3)
    {
      fputs ("usage: bench-import TPS BOUNDARIES\n", stderr);
      return 2;
    }
  const PoskoBoundaryImportParams boundaries = { .boundaries = argv[2], .repair = TRUE };
  if (!posko_boundary_import (&boundaries, log, &kecamatan, &kelurahan, NULL, &error))
    {
      fprintf (stderr, "%s\n", error->message);
      return 1;
    }
  const PoskoTpsImportParams params = { .tps = argv[1], .repair = TRUE, .kecamatan = kecamatan, .kelurahan = kelurahan, .n_threads = 1 };
  if (!posko_tps_import (&params, log, &result, NULL, &error) || result.tps == NULL)
    {
      fprintf (stderr, "%s\n", error != NULL ? error->message : "no case");
      return 1;
    }
  printf ("%u rows read, %u TPS in %u kecamatan\n", result.n_read, posko_table_n (result.tps), posko_boundary_n (kecamatan));
  return 0;
}
