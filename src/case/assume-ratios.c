/* assume-ratios.c: every number that an assumed table is sized by, with its source. The only place where they stand. */
#include "assume-private.h"
#include "i18n.h"
#include "json-write.h"

#define OFFICIAL_MAX 1000000000 /* schemas/kebijakan.schema.json */

/* Posts, teams and ambulances as four cities had them in 2024 (press); a further team is our own estimate. */
static const PoskoAssumeRatio templates[POSKO_N_ASSUME_TEMPLATES] = {
  [POSKO_ASSUME_A] = { "A", N_ ("a post at every kecamatan office until the recap ends"), "Nagan Raya 2024: 55 TPS per pos",
                       55, 75, 55, { 1, 2, 0, 1 }, { 0, 1, 0, 0 }, 0, 0 },
  [POSKO_ASSUME_B] = { "B", N_ ("the puskesmas answers for its area, PSC 119 ambulances roam"), "Balikpapan 2024: 75 TPS per puskesmas",
                       75, 75, 60, { 1, 2, 0, 1 }, { 0, 1, 0, 0 }, 0, 0 },
  [POSKO_ASSUME_C] = { "C", N_ ("touring ambulances, each with one doctor and three nurses"), "Mukomuko 2024: 34 TPS per ambulans",
                       34, 34, 34, { 1, 3, 0, 1 }, { 0, 1, 0, 0 }, 0, 0 },
  [POSKO_ASSUME_D] = { "D", N_ ("a midwife on watch in every kelurahan, a small team at each puskesmas"),
                       "Purwakarta 2024: 263 nakes untuk 18.851 KPPS", 75, 75, 75, { 1, 2, 0, 1 }, { 0, 0, 1, 0 }, 1, 72 },
};

static const struct
{
  PoskoAssumedTable table; /* that it sizes */
  gint64 value;
  const char *what, *source;
} ratios[POSKO_N_RATIOS] = {
  [POSKO_RATIO_TPS_PER_PUSKESMAS] = { POSKO_ASSUMED_FASKES, 75, N_ ("TPS per puskesmas"), N_ ("Balikpapan 2024") },
  [POSKO_RATIO_VOTERS_PER_HOSPITAL] = { POSKO_ASSUMED_FASKES, 150000, N_ ("voters per hospital"), N_ ("estimate") },
  [POSKO_RATIO_SITES_PERCENT] = { POSKO_ASSUMED_FASKES, 125, N_ ("places that could host a post, per cent of the posts"), N_ ("estimate") },
  [POSKO_RATIO_SCREENING_SESSIONS] = { POSKO_ASSUMED_FASKES, 24, N_ ("sessions of health checks before polling day"),
                                       N_ ("the policy's default: H-14 to H-3, two a day") },
  [POSKO_RATIO_SCREENING_PERCENT] = { POSKO_ASSUMED_FASKES, 130, N_ ("places in the health checks, per cent of the petugas"), N_ ("estimate") },
  [POSKO_RATIO_SHIFTS_ON_H] = { POSKO_ASSUMED_NAKES, 3, N_ ("shifts on polling day, one a person"), N_ ("the policy's default") },
  [POSKO_RATIO_STAFF_PERCENT] = { POSKO_ASSUMED_NAKES, 112, N_ ("staff, per cent of the duties on polling day"),
                                  N_ ("estimate: illness, leave, no signature") },
  [POSKO_RATIO_SHIFTS_PER_STANDBY] = { POSKO_ASSUMED_NAKES, 2, N_ ("stand-by shifts a person, one person per kecamatan and shift"),
                                       N_ ("the policy's default") },
  [POSKO_RATIO_PORTIONS_PER_KITCHEN] = { POSKO_ASSUMED_DAPUR, 700, N_ ("portions a kitchen cooks for one wave"),
                                         N_ ("caterers of over 500 portions") },
  [POSKO_RATIO_PORTIONS_PERCENT] = { POSKO_ASSUMED_DAPUR, 120, N_ ("portions that can be cooked, per cent of the need"), N_ ("estimate") },
  [POSKO_RATIO_RUPIAH_PER_PORTION] = { POSKO_ASSUMED_DAPUR, 18500, N_ ("rupiah per portion"), N_ ("KPU: Rp 56,000 a person a day") },
  [POSKO_RATIO_VEHICLE_PORTIONS] = { POSKO_ASSUMED_KENDARAAN, 220, N_ ("portions a car holds"), N_ ("estimate") },
  [POSKO_RATIO_VEHICLE_PERCENT] = { POSKO_ASSUMED_KENDARAAN, 125, N_ ("stops the vehicles can make in the shortest wave, per cent of the TPS"),
                                    N_ ("estimate") },
  [POSKO_RATIO_STOP_SECONDS] = { POSKO_ASSUMED_KENDARAAN, 330, N_ ("seconds to hand over at a TPS"), N_ ("the policy's default, and some alleys") },
  [POSKO_RATIO_TPS_PER_BILLBOARD] = { POSKO_ASSUMED_BALIHO, 6, N_ ("TPS per candidate billboard"), N_ ("estimate") },
  [POSKO_RATIO_BILLBOARDS_MOST] = { POSKO_ASSUMED_BALIHO, 200, N_ ("candidate billboards at most, two per kecamatan at least"), N_ ("estimate") },
};

const PoskoAssumeRatio *
posko_assume_ratio (PoskoAssumeTemplate template)
{
  return &templates[template];
}

gint64
posko_ratio (PoskoRatio ratio)
{
  return ratios[ratio].value;
}

void
posko_ratio_notes (const gboolean *filled, GString *notes)
{
  for (guint r = 0; r < POSKO_N_RATIOS; r++)
    if (filled[ratios[r].table])
      g_string_append_printf (notes, "%s: %" G_GINT64_FORMAT " (%s)\n", _ (ratios[r].what), ratios[r].value, _ (ratios[r].source));
}

gint
posko_assume_template_from_letter (const char *letter)
{
  for (gint i = 0; letter != NULL && i < POSKO_N_ASSUME_TEMPLATES; i++)
    if (g_ascii_strcasecmp (letter, templates[i].letter) == 0)
      return i;
  return -1;
}

const char *
posko_assume_template_title (PoskoAssumeTemplate template)
{
  return _ (templates[template].title);
}

static void
begin_value (PoskoJsonWriter *json, const char *name)
{
  posko_json_writer_begin_object (json, name);
}

static void
end_value (PoskoJsonWriter *json, const char *source)
{
  posko_json_writer_string (json, "sumber", source);
  posko_json_writer_end_object (json);
}

static void
write_text (PoskoJsonWriter *json, const char *name, const char *text)
{
  if (text == NULL)
    return;
  begin_value (json, name);
  posko_json_writer_string (json, "nilai", text);
  end_value (json, "Diisi saat kasus dibuat");
}

static void
write_count (PoskoJsonWriter *json, const char *name, gint64 count, const char *source)
{
  begin_value (json, name);
  posko_json_writer_integer (json, "nilai", count);
  end_value (json, source);
}

static void
write_team (PoskoJsonWriter *json, const char *name, const gint64 *team, const char *source)
{
  begin_value (json, name);
  posko_json_writer_begin_object (json, "nilai");
  for (guint q = 0; q < POSKO_N_PROFESI; q++)
    posko_json_writer_integer (json, posko_profesi_name ((PoskoProfesi) q), team[q]);
  posko_json_writer_end_object (json);
  end_value (json, source);
}

/* Figures that the policy's schema would not take are no counts. */
static void
write_official (PoskoJsonWriter *json, const PoskoOfficial *official)
{
  gboolean is_known = FALSE;

  for (guint f = 0; official != NULL && f < POSKO_N_OFFICIAL; f++)
    is_known = is_known || (official->figures[f] >= 0 && official->figures[f] <= OFFICIAL_MAX);
  if (!is_known)
    return;
  begin_value (json, "resmi");
  posko_json_writer_begin_array (json, "nilai");
  posko_json_writer_begin_object (json, NULL);
  posko_json_writer_string (json, "wilayah", "");
  for (guint f = 0; f < POSKO_N_OFFICIAL; f++)
    if (official->figures[f] >= 0 && official->figures[f] <= OFFICIAL_MAX)
      posko_json_writer_integer (json, posko_official_name ((PoskoOfficialFigure) f), official->figures[f]);
  posko_json_writer_string (json, "sumber", "Baris jumlah di daftar TPS");
  posko_json_writer_end_object (json);
  posko_json_writer_end_array (json);
  end_value (json, "Diisi saat kasus dibuat");
}

char *
posko_assume_policy (const PoskoAssumeParams *params, const char *nama, const char *kota, const char *zona_waktu, const PoskoOfficial *official,
                     GError **error)
{
  const PoskoAssumeRatio *ratio = posko_assume_ratio (params->template);
  g_autoptr (PoskoJsonWriter) json = posko_json_writer_new ();
  GDate day;
  char date[16];
  g_date_clear (&day, 1);
  g_date_set_julian (&day, (guint32) params->tanggal_h);
  g_snprintf (date, sizeof date, "%04u-%02u-%02u", g_date_get_year (&day), (guint) g_date_get_month (&day), (guint) g_date_get_day (&day));

  posko_json_writer_begin_object (json, NULL);
  posko_json_writer_begin_object (json, "umum");
  write_text (json, "nama", nama);
  write_text (json, "kota", kota);
  write_text (json, "zona_waktu", zona_waktu);
  write_text (json, "tanggal_h", date);
  posko_json_writer_end_object (json);
  posko_json_writer_begin_object (json, "pos");
  write_count (json, "tps_per_pos", ratio->tps_per_pos, ratio->source);
  write_count (json, "tps_per_tim", ratio->tps_per_tim, ratio->source);
  write_team (json, "tim_pertama", ratio->first_team, ratio->source);
  write_team (json, "tim_tambahan", ratio->further_team, "Perkiraan posko; ubah menurut kota");
  posko_json_writer_end_object (json);
  write_official (json, official);
  posko_json_writer_end_object (json);
  return posko_json_writer_finish (json, NULL, error);
}
