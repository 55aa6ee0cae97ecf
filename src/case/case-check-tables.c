/* case-check-tables.c: staff, meals and billboards held against the policy, and the members derived from other tables. */
#include <math.h>
#include <string.h>

#include "case-private.h"
#include "i18n.h"
#include "number.h"

static const PoskoPolicy *
policy_of (const PoskoLoading *self)
{
  return self->self->policy != NULL ? posko_policy_document_get (self->self->policy) : NULL;
}

static PoskoProfesi
profession_of (const char *name)
{
  for (guint p = 0; p < POSKO_N_PROFESI; p++)
    if (strcmp (posko_profesi_name ((PoskoProfesi) p), name) == 0)
      return (PoskoProfesi) p;
  g_assert_not_reached (); /* the schema's enum */
}

/* Every "H:P" must be a shift of the policy on that day. */
static void
check_absence (PoskoLoading *self, const PoskoPolicy *policy, const PoskoNakes *person, guint row)
{
  g_auto (GStrv) words = g_strsplit (person->tidak_tersedia, " ", -1);

  for (guint w = 0; words[w] != NULL; w++)
    {
      char *shift = strchr (words[w], ':');
      gboolean known = shift == NULL;
      gint64 day = 0;
      if (shift != NULL)
        {
          *shift++ = '\0';
          known = !posko_day_read (words[w], &day);
        }
      for (guint s = 0; !known && s < policy->n_shifts; s++)
        known = policy->shifts[s].day == day && strcmp (policy->shifts[s].kode, shift) == 0;
      if (known)
        continue;
      g_autofree char *found = g_strdup_printf ("\"%s:%s\"", words[w], shift);
      posko_loading_report (self, POSKO_SEVERITY_WARNING, "nakes-shift-unknown", POSKO_TABLE_NAKES, row, "tidak_tersedia", found,
                            _ ("a shift of the policy on that day"), _ ("mend the shift: as it stands it keeps nobody off"));
    }
}

static void
check_licence (PoskoLoading *self, const PoskoPolicy *policy, const PoskoNakes *person, guint row)
{
  const gboolean expired = person->sip_berlaku != POSKO_MISSING && person->sip_berlaku < policy->tanggal_h;

  if (!policy->wajib_sip[person->profession] || (person->sip_berlaku != POSKO_MISSING && !expired))
    return;
  g_autofree char *found = posko_cell_text (POSKO_FIELD_DATE, (PoskoCell) { .integer = person->sip_berlaku });
  posko_loading_report (self, POSKO_SEVERITY_WARNING, expired ? "nakes-sip-expired" : "nakes-sip-missing", POSKO_TABLE_NAKES, row,
                        "sip_berlaku", expired ? found : _ ("no licence"), _ ("a licence that is valid on polling day"),
                        _ ("fill in the new date: as it stands the person is not put on the roster"));
}

void
posko_loading_check_people (PoskoLoading *self)
{
  PoskoTable *table = self->self->tables[POSKO_TABLE_NAKES], *tps = self->self->tables[POSKO_TABLE_TPS];
  const PoskoPolicy *policy = policy_of (self);

  for (guint i = 0; table != NULL && i < posko_table_n (table); i++)
    {
      PoskoNakes *person = posko_table_row_mutable (table, i);
      person->profession = profession_of (person->profesi);
      person->tps = tps != NULL && person->tps_terdaftar[0] != '\0' ? posko_table_find (tps, person->tps_terdaftar) : -1;
      if (policy == NULL)
        continue;
      check_absence (self, policy, person, i);
      check_licence (self, policy, person, i);
    }
}

static void
check_hours (PoskoLoading *self, PoskoTableId table, guint row, const char *code, const char *column, gint64 start, gint64 end)
{
  if (start < end)
    return;
  g_autofree char *from = posko_cell_text (POSKO_FIELD_TIME, (PoskoCell) { .integer = start });
  g_autofree char *to = posko_cell_text (POSKO_FIELD_TIME, (PoskoCell) { .integer = end });
  g_autofree char *found = g_strdup_printf (_ ("from %s to %s"), from, to);
  posko_loading_report (self, POSKO_SEVERITY_ERROR, code, table, row, column, found, _ ("an end after the beginning"),
                        _ ("mend the time; past midnight is written 25:00"));
}

/* A kitchen that the policy will not use. */
static void
check_certificates (PoskoLoading *self, const PoskoPolicy *policy, const PoskoDapur *kitchen, guint row)
{
  const gboolean large = strcmp (kitchen->skala, "menengah") == 0 || strcmp (kitchen->skala, "besar") == 0;

  if (policy->slhs_wajib && (kitchen->slhs_berlaku == POSKO_MISSING || kitchen->slhs_berlaku < policy->tanggal_h))
    {
      g_autofree char *found = posko_cell_text (POSKO_FIELD_DATE, (PoskoCell) { .integer = kitchen->slhs_berlaku });
      posko_loading_report (self, POSKO_SEVERITY_WARNING, "dapur-slhs", POSKO_TABLE_DAPUR, row, "slhs_berlaku",
                            found[0] != '\0' ? found : _ ("no hygiene certificate"), _ ("a certificate that is valid on polling day"),
                            _ ("fill in the new date: as it stands the kitchen is not used"));
    }
  if (kitchen->halal != 1 && (large ? policy->halal_wajib_menengah : policy->halal_wajib_mikro))
    posko_loading_report (self, POSKO_SEVERITY_WARNING, "dapur-halal", POSKO_TABLE_DAPUR, row, "halal", _ ("no halal certificate"),
                          _ ("a halal certificate, by law for this scale"), _ ("as it stands the kitchen is not used"));
}

static void
check_kitchens (PoskoLoading *self)
{
  PoskoTable *table = self->self->tables[POSKO_TABLE_DAPUR];
  const PoskoPolicy *policy = policy_of (self);

  for (guint i = 0; table != NULL && i < posko_table_n (table); i++)
    {
      PoskoDapur *kitchen = posko_table_row_mutable (table, i);
      kitchen->place = (PoskoLonLat) { kitchen->lon, kitchen->lat };
      check_hours (self, POSKO_TABLE_DAPUR, i, "dapur-hours", "tutup", kitchen->buka, kitchen->tutup);
      if (policy != NULL)
        check_certificates (self, policy, kitchen, i);
    }
}

static void
check_vehicles (PoskoLoading *self)
{
  PoskoTable *table = self->self->tables[POSKO_TABLE_KENDARAAN], *kitchens = self->self->tables[POSKO_TABLE_DAPUR];

  for (guint i = 0; table != NULL && i < posko_table_n (table); i++)
    {
      PoskoKendaraan *vehicle = posko_table_row_mutable (table, i);
      const gssize kitchen = kitchens != NULL ? posko_table_find (kitchens, vehicle->dapur) : -1;
      vehicle->kitchen = kitchen >= 0 ? (guint) kitchen : 0; /* an unknown kitchen is an error of its own */
      check_hours (self, POSKO_TABLE_KENDARAAN, i, "kendaraan-hours", "selesai", vehicle->mulai, vehicle->selesai);
      if (kitchen < 0)
        continue;
      const PoskoDapur *home = posko_table_row (kitchens, (guint) kitchen);
      if (home->buka < home->tutup && (vehicle->selesai <= home->buka || vehicle->mulai >= home->tutup))
        posko_loading_report (self, POSKO_SEVERITY_WARNING, "kendaraan-dapur-hours", POSKO_TABLE_KENDARAAN, i, "mulai",
                              _ ("hours outside those of its kitchen"), _ ("hours that overlap"), _ ("as it stands the vehicle never loads"));
    }
}

static void
check_waves (PoskoLoading *self)
{
  PoskoTable *table = self->self->tables[POSKO_TABLE_GELOMBANG];

  for (guint i = 0; table != NULL && i < posko_table_n (table); i++)
    {
      PoskoGelombang *wave = posko_table_row_mutable (table, i);
      gboolean is_day = posko_day_read (wave->hari, &wave->day);
      g_assert (is_day); /* the schema's pattern */
      wave->start = wave->day * 1440 + wave->mulai;
      wave->end = wave->day * 1440 + wave->selesai;
      check_hours (self, POSKO_TABLE_GELOMBANG, i, "gelombang-window", "selesai", wave->mulai, wave->selesai);
      if (wave->untuk_kpps != 1 && wave->untuk_linmas != 1 && wave->untuk_pengawas != 1)
        posko_loading_report (self, POSKO_SEVERITY_WARNING, "gelombang-nobody", POSKO_TABLE_GELOMBANG, i, "untuk_kpps", _ ("a meal for nobody"),
                              _ ("untuk_kpps, untuk_linmas or untuk_pengawas"), _ ("take the wave out, or say who eats"));
    }
}

void
posko_loading_check_meals (PoskoLoading *self)
{
  check_kitchens (self);
  check_vehicles (self);
  check_waves (self);
}

typedef struct
{
  gboolean forbids;
  gdouble buffer; /* metres */
} Zone;

/* Reads `aturan` and `penyangga_m` of each zone. */
static Zone *
read_zones (PoskoLoading *self, const PoskoBoundary *layer)
{
  const guint n = posko_boundary_n (layer);
  const char *file = self->layer_files[POSKO_LAYER_ZONA];
  Zone *zones = g_new0 (Zone, MAX (n, 1));

  for (guint i = 0; i < n; i++)
    {
      const char *rule = posko_boundary_property (layer, i, "aturan"), *buffer = posko_boundary_property (layer, i, "penyangga_m");
      zones[i].forbids = g_strcmp0 (rule, "larangan") == 0;
      if (!zones[i].forbids && g_strcmp0 (rule, "peringatan") != 0)
        posko_diagnostics_report (self->diagnostics, POSKO_SEVERITY_ERROR, "zona-aturan", file, 0, posko_boundary_name (layer, i),
                                  rule != NULL ? rule : _ ("no aturan"), _ ("larangan or peringatan"), _ ("fill in the property aturan"));
      if (buffer != NULL && (!posko_number_read_decimal (buffer, strlen (buffer), '.', &zones[i].buffer) || zones[i].buffer < 0))
        posko_diagnostics_report (self->diagnostics, POSKO_SEVERITY_ERROR, "zona-penyangga", file, 0, posko_boundary_name (layer, i), buffer,
                                  _ ("metres, 0 or more"), _ ("mend the property penyangga_m"));
    }
  return zones;
}

/* The first zone that forbids, else the first that warns. */
static void
apply_zones (const PoskoLoading *self, const PoskoBoundary *layer, const Zone *zones, PoskoBaliho *site)
{
  for (guint i = 0; i < posko_boundary_n (layer) && !site->dilarang; i++)
    if ((zones[i].forbids || site->zona == NULL) && posko_boundary_distance (layer, i, &self->self->plane, site->place) <= zones[i].buffer)
      {
        site->dilarang = zones[i].forbids;
        site->zona = posko_boundary_name (layer, i);
      }
}

void
posko_loading_check_billboards (PoskoLoading *self)
{
  PoskoTable *table = self->self->tables[POSKO_TABLE_BALIHO];
  const PoskoBoundary *layer = self->self->layers[POSKO_LAYER_ZONA];
  g_autofree Zone *zones = layer != NULL ? read_zones (self, layer) : NULL;

  for (guint i = 0; zones != NULL && table != NULL && i < posko_table_n (table); i++)
    {
      PoskoBaliho *site = posko_table_row_mutable (table, i);
      site->place = (PoskoLonLat) { site->lon, site->lat };
      apply_zones (self, layer, zones, site);
    }
}
