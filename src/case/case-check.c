/* case-check.c: what no single cell shows: TPS, kecamatan and posts held against each other, and the members derived from them. */
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "case-private.h"
#include "i18n.h"

#define VOTERS_MAX 800 /* UU 1/2015 with its changes, article 87: at most 800 voters a TPS */
#define KPPS_USUAL 7   /* seven members of KPPS a TPS */

void
posko_loading_report (PoskoLoading *self, PoskoSeverity severity, const char *code, PoskoTableId table, guint row, const char *column,
                      const char *found, const char *expected, const char *remedy)
{
  posko_diagnostics_report (self->diagnostics, severity, code, self->table_files[table], posko_table_line (self->self->tables[table], row),
                            column, found, expected, remedy);
}

static void
check_voters (PoskoLoading *self, const PoskoTps *tps, guint row)
{
  const PoskoPolicy *policy = self->self->policy != NULL ? posko_policy_document_get (self->self->policy) : NULL;
  g_autofree char *found = NULL, *expected = NULL;

  if (tps->pemilih > VOTERS_MAX)
    {
      found = g_strdup_printf (_ ("%" PRId64 " voters"), tps->pemilih);
      posko_loading_report (self, POSKO_SEVERITY_WARNING, "tps-voters-many", POSKO_TABLE_TPS, row, "dpt_laki", found,
                            _ ("at most 800 voters a TPS"), _ ("look for a digit too many, or two TPS in one row"));
    }
  else if (policy != NULL && tps->pemilih > policy->pemilih_per_tps_maks)
    {
      found = g_strdup_printf (_ ("%" PRId64 " voters"), tps->pemilih);
      expected = g_strdup_printf (_ ("at most %" PRId64 " (umum/pemilih_per_tps_maks of the policy)"), policy->pemilih_per_tps_maks);
      posko_loading_report (self, POSKO_SEVERITY_WARNING, "tps-voters-over", POSKO_TABLE_TPS, row, "dpt_laki", found, expected,
                            _ ("look whether that is so; the law allows 800"));
    }
  else if (tps->pemilih == 0)
    posko_loading_report (self, POSKO_SEVERITY_WARNING, "tps-voters-none", POSKO_TABLE_TPS, row, "dpt_laki", _ ("no voters"),
                          _ ("voters in dpt_laki and dpt_perempuan"), _ ("fill in the DPT"));
}

static void
check_officials (PoskoLoading *self, const PoskoTps *tps, guint row)
{
  g_autofree char *found = NULL, *expected = NULL;

  if (tps->petugas_berisiko != POSKO_MISSING && tps->petugas_berisiko > tps->petugas)
    {
      found = g_strdup_printf ("%" G_GINT64_FORMAT, tps->petugas_berisiko);
      expected = g_strdup_printf (_ ("at most kpps + linmas + pengawas = %" PRId64), tps->petugas);
      posko_loading_report (self, POSKO_SEVERITY_ERROR, "tps-berisiko", POSKO_TABLE_TPS, row, "petugas_berisiko", found, expected,
                            _ ("mend the count"));
    }
  else if (tps->kpps != KPPS_USUAL)
    {
      found = g_strdup_printf ("%" G_GINT64_FORMAT, tps->kpps);
      posko_loading_report (self, POSKO_SEVERITY_WARNING, "tps-kpps", POSKO_TABLE_TPS, row, "kpps", found, _ ("7 KPPS a TPS"),
                            _ ("look whether that is so"));
    }
}

static void
check_tps (PoskoLoading *self)
{
  PoskoTable *table = self->self->tables[POSKO_TABLE_TPS];

  for (guint i = 0; table != NULL && i < posko_table_n (table); i++)
    {
      PoskoTps *tps = posko_table_row_mutable (table, i);
      tps->pemilih = tps->dpt_laki + tps->dpt_perempuan;
      tps->petugas = tps->kpps + tps->linmas + tps->pengawas;
      check_voters (self, tps, i);
      check_officials (self, tps, i);
    }
}

/* A kecamatan without TPS is a fact worth a look; one without a place for a post breaks the city's promise. */
static void
check_kecamatan (PoskoLoading *self)
{
  const PoskoBoundary *kecamatan = self->self->layers[POSKO_LAYER_KECAMATAN];
  PoskoTable *tps = self->self->tables[POSKO_TABLE_TPS], *faskes = self->self->tables[POSKO_TABLE_FASKES];
  const gboolean know_sites = faskes != NULL && !faskes->partial;
  const guint n = posko_boundary_n (kecamatan);
  g_autofree guint *n_tps = g_new0 (guint, MAX (n, 1)), *n_sites = g_new0 (guint, MAX (n, 1));

  for (guint i = 0; i < posko_table_n (tps); i++)
    {
      const PoskoTps *row = posko_table_row (tps, i);
      if (row->area < n)
        n_tps[row->area]++;
    }
  for (guint i = 0; know_sites && i < posko_table_n (faskes); i++)
    {
      const PoskoFaskes *row = posko_table_row (faskes, i);
      if (row->area < n)
        n_sites[row->area] += row->boleh_pos == 1;
    }
  for (guint i = 0; i < n; i++)
    {
      if (n_tps[i] == 0 && !tps->partial)
        posko_diagnostics_report (self->diagnostics, POSKO_SEVERITY_INFO, "kecamatan-no-tps", self->layer_files[POSKO_LAYER_KECAMATAN], 0,
                                  posko_boundary_code (kecamatan, i), posko_boundary_name (kecamatan, i), _ ("a kecamatan with TPS"),
                                  _ ("look whether tps.csv is whole"));
      if (know_sites && n_tps[i] > 0 && n_sites[i] == 0)
        posko_diagnostics_report (self->diagnostics, POSKO_SEVERITY_WARNING, "kecamatan-no-site", self->table_files[POSKO_TABLE_FASKES], 0,
                                  posko_boundary_code (kecamatan, i), posko_boundary_name (kecamatan, i),
                                  _ ("a place with boleh_pos in every kecamatan"), _ ("add the camat's office or a hall"));
    }
}

static void
check_foreign_keys (PoskoLoading *self)
{
  PoskoTable *others[POSKO_N_TABLES + 1];
  guint n = 0;

  for (guint i = 0; i < POSKO_N_TABLES; i++)
    if (self->self->tables[i] != NULL)
      others[n++] = self->self->tables[i];
  others[n] = NULL;
  for (guint i = 0; i < POSKO_N_TABLES; i++)
    if (self->self->tables[i] != NULL)
      posko_table_check_foreign_keys (self->self->tables[i], self->table_files[i], others, self->diagnostics);
}

/* The columns that refer to @id: "nakes.csv: tps_terdaftar". */
static char *
references_to (const PoskoLoading *self, guint id)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < POSKO_N_TABLES; i++)
    {
      const PoskoTableSchema *schema = posko_table_schema (POSKO_TABLE_TYPES[i]);
      for (guint k = 0; k < schema->n_foreign_keys; k++)
        if (strcmp (schema->foreign_keys[k].table, POSKO_TABLE_TYPES[id]->name) == 0)
          g_string_append_printf (text, "%s%s: %s", text->len > 0 ? "; " : "", self->table_files[i], schema->columns[schema->foreign_keys[k].column].field.name);
    }
  return g_string_free (text, FALSE);
}

/* Errors come in stages: what waits for the rows of a table that could not be read is said, so that nobody takes the list for whole. */
static void
report_waiting (PoskoLoading *self)
{
  for (guint i = 0; i < POSKO_N_TABLES; i++)
    {
      const PoskoTable *table = self->self->tables[i];
      if (table != NULL && !table->partial)
        continue;
      g_autofree char *references = references_to (self, i);
      g_autofree char *remedy
        = references[0] == '\0' ? g_strdup (_ ("mend it and run posko check again: there may be more in its other rows and cells"))
                                : g_strdup_printf (_ ("mend it and run posko check again: what refers to it (%s) was not checked yet"), references);
      posko_diagnostics_report (self->diagnostics, POSKO_SEVERITY_INFO, "checks-waiting", self->table_files[i], 0, NULL,
                                i == POSKO_TABLE_TPS ? _ ("rows that could not be read; numbers, totals and places wait for them")
                                                     : _ ("rows that could not be read; what is checked against them waits"),
                                NULL, remedy);
    }
}

static void
check_ambulances (PoskoLoading *self)
{
  PoskoTable *table = self->self->tables[POSKO_TABLE_AMBULANS], *faskes = self->self->tables[POSKO_TABLE_FASKES];
  guint n_available = 0;

  for (guint i = 0; table != NULL && i < posko_table_n (table); i++)
    {
      PoskoAmbulans *row = posko_table_row_mutable (table, i);
      row->faskes = faskes != NULL ? posko_table_find (faskes, row->asal) : -1;
      n_available += row->tersedia == 1;
    }
  if (table != NULL && posko_table_n (table) > 0 && n_available == 0)
    posko_diagnostics_report (self->diagnostics, POSKO_SEVERITY_WARNING, "ambulans-none", self->table_files[POSKO_TABLE_AMBULANS], 0, "tersedia",
                              _ ("no ambulance is available"), _ ("at least one"), _ ("look at the column"));
}

void
posko_loading_check (PoskoLoading *self)
{
  check_foreign_keys (self);
  report_waiting (self);
  check_tps (self);
  if (self->self->layers[POSKO_LAYER_KECAMATAN] != NULL && self->self->tables[POSKO_TABLE_TPS] != NULL)
    check_kecamatan (self);
  check_ambulances (self);
  posko_loading_check_people (self);
  posko_loading_check_meals (self);
  posko_loading_check_billboards (self);
  posko_loading_check_kelurahan (self);
  posko_loading_check_sums (self);
}
