/* fuzz-table.c: any bytes as each input table, as the policy; what is kept is within the schema. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "case.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* Whatever was kept of a TPS table is fit for arithmetic. */
static void
check_tps (const PoskoTable *table)
{
  for (guint i = 0; i < posko_table_n (table); i++)
    {
      const PoskoTps *tps = posko_table_row (table, i);
      if (!isfinite (tps->lat) || !isfinite (tps->lon) || tps->dpt_laki < 0 || tps->kpps < 1 || tps->kode_tps[0] == '\0' ||
          posko_table_line (table, i) < 2)
        abort ();
      if (i > 0 && strcmp (((const PoskoTps *) posko_table_row (table, i - 1))->kode_tps, tps->kode_tps) >= 0)
        abort ();
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static const PoskoTableType *const types[] = { &POSKO_TPS_TYPE,   &POSKO_FASKES_TYPE,    &POSKO_NAKES_TYPE,     &POSKO_AMBULANS_TYPE,
                                                 &POSKO_DAPUR_TYPE, &POSKO_KENDARAAN_TYPE, &POSKO_GELOMBANG_TYPE, &POSKO_BALIHO_TYPE };
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  PoskoTable *tables[G_N_ELEMENTS (types) + 1] = { NULL };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr (PoskoDiagnostics) findings = posko_diagnostics_new ();
      tables[i] = posko_table_read (types[i], bytes, "t.csv", findings, NULL);
      if (posko_table_n (tables[i]) == 0 && posko_diagnostics_count (findings, POSKO_SEVERITY_ERROR) == 0)
        abort ();
    }
  check_tps (tables[0]);
  g_autoptr (PoskoDiagnostics) findings = posko_diagnostics_new ();
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    posko_table_check_foreign_keys (tables[i], "t.csv", tables, findings);
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    posko_table_free (tables[i]);
  g_autoptr (PoskoPolicyDocument) policy = posko_policy_read (bytes, "kebijakan.json", findings);
  if (policy == NULL && posko_diagnostics_count (findings, POSKO_SEVERITY_ERROR) == 0)
    abort ();
  return 0;
}
