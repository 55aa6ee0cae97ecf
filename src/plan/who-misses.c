/* who-misses.c: why people cannot take a place: how many each rule binds, and those whom one rule alone keeps from it, with what would
 * have to change. O(people · rules). */
#include "who-candidates.h"
#include <string.h>

static const struct
{
  guint obstacle;
  const char *code;
  const char *column; /* evidence: of nakes.csv, or a value of kebijakan.json */
  const char *en, *id;
} RULES[] = {
  { POSKO_DUTY_PROFESSION, "profesi", "profesi", "another profession, and no stand-in for it", "profesi lain, bukan pengganti" },
  { POSKO_DUTY_NEUTRALITY, "netralitas", "pakta_integritas", "neutrality gate", "gerbang netralitas" },
  { POSKO_DUTY_LICENCE, "sip", "sip_berlaku", "no valid licence (SIP) then", "SIP tidak berlaku pada waktu itu" },
  { POSKO_DUTY_AVAILABLE, "tidak-tersedia", "tidak_tersedia", "not available then", "tidak tersedia pada waktu itu" },
  { POSKO_STAFF_REST, "istirahat", "roster.istirahat_menit", "on duty then, or too near to it", "bertugas pada waktu itu atau terlalu dekat" },
  { POSKO_STAFF_OWN_SHIFTS, "shift-maks-orang", "shift_maks", "own limit of shifts reached", "batas shift pribadi tercapai" },
  { POSKO_STAFF_POLICY_SHIFTS, "shift-maks", "roster.shift_maks", "the policy's limit of shifts reached", "batas shift kebijakan tercapai" },
  { POSKO_STAFF_NIGHTS, "malam-maks", "roster.malam_maks", "the policy's limit of nights reached", "batas malam kebijakan tercapai" },
  { POSKO_DUTY_DISTANCE, "jarak", "jarak_maks_m", "further away than they may travel", "lebih jauh daripada batas perjalanannya" },
  { POSKO_DUTY_VOTE, "memilih", "tps_terdaftar", "no way to vote", "tidak ada cara memilih" },
  { POSKO_STAFF_FAR, "cadangan-menit", "roster.cadangan_menit", "too far from the recap post to stand by", "terlalu jauh dari pos rekap untuk siaga" },
  { POSKO_WHO_STANDBY_BUSY, "bertugas", "roster", "on duty or standing by then, or too near to it", "bertugas atau siaga pada waktu itu, atau terlalu dekat" },
  { POSKO_WHO_STANDBY_MOST, "cadangan-maks", "roster.cadangan_maks", "already standing by as often as the policy allows", "sudah siaga sebanyak yang diizinkan kebijakan" },
};

/* A person whom one obstacle keeps from the place. */
typedef struct
{
  guint ease; /* smaller = easier to change */
  gint64 seconds;
  guint person, rule;
} Miss;

static int
compare_misses (gconstpointer a, gconstpointer b)
{
  const Miss *one = a, *two = b;
  if (one->ease != two->ease)
    return one->ease < two->ease ? -1 : 1;
  if (one->seconds != two->seconds)
    return one->seconds < two->seconds ? -1 : 1;
  return one->person < two->person ? -1 : one->person > two->person;
}

/* Returns: how easily the obstacle is changed for one person; G_MAXUINT = no small change */
static guint
ease_of (guint obstacle)
{
  guint n;
  const PoskoStaffRepair *repairs = posko_staff_repairs (&n);
  for (guint r = 0; r < n; r++)
    if (repairs[r].obstacle == obstacle)
      return r;
  return obstacle == POSKO_WHO_STANDBY_MOST ? n : obstacle == POSKO_STAFF_FAR ? n + 1 : G_MAXUINT;
}

/* Returns: (transfer full): the change for the people named */
static char *
change_text (const PoskoWhoReplacing *self, guint obstacle, const char *names, gint64 minutes)
{
  guint n;
  const PoskoStaffRepair *repairs = posko_staff_repairs (&n);
  const guint ease = ease_of (obstacle);
  if (ease < n)
    return posko_staff_repair_text (self->roster.view, &repairs[ease], names);
  if (obstacle == POSKO_WHO_STANDBY_MOST)
    return g_strdup_printf (posko_who_text (self->answer, "Raise roster.cadangan_maks (kebijakan.json) by 1: %s would fill it.",
                                            "Naikkan roster.cadangan_maks (kebijakan.json) sebesar 1: %s dapat mengisinya."),
                            names);
  return g_strdup_printf (posko_who_text (self->answer, "Raise roster.cadangan_menit (kebijakan.json) to %" G_GINT64_FORMAT ": %s would fill it.",
                                          "Naikkan roster.cadangan_menit (kebijakan.json) menjadi %" G_GINT64_FORMAT ": %s dapat mengisinya."),
                          minutes, names);
}

/* Returns: (transfer full): what the column of the rule holds */
static char *
evidence (const PoskoWhoReplacing *self, guint rule, const PoskoNakes *person)
{
  const PoskoPolicy *policy = self->roster.staffing.policy;
  switch (RULES[rule].obstacle)
    {
    case POSKO_STAFF_OWN_SHIFTS:
      return g_strdup_printf ("%" G_GINT64_FORMAT, person->shift_maks);
    case POSKO_STAFF_POLICY_SHIFTS:
      return g_strdup_printf ("%" G_GINT64_FORMAT, policy->shift_maks);
    case POSKO_STAFF_NIGHTS:
      return g_strdup_printf ("%" G_GINT64_FORMAT, policy->malam_maks);
    case POSKO_STAFF_FAR:
      return g_strdup_printf ("%" G_GINT64_FORMAT, policy->cadangan_menit);
    case POSKO_WHO_STANDBY_MOST:
      return g_strdup_printf ("%" G_GINT64_FORMAT, policy->cadangan_maks);
    case POSKO_DUTY_DISTANCE:
      return g_strdup_printf ("%" G_GINT64_FORMAT, person->jarak_maks_m);
    case POSKO_DUTY_VOTE:
      return g_strdup (person->tps_terdaftar);
    default:
      return posko_staff_evidence (person, RULES[rule].column);
    }
}

static void
write_miss (PoskoWhoReplacing *self, const PoskoWhoPlace *place, const Miss *miss, gint64 rank)
{
  const PoskoNakes *person = &self->roster.staffing.nakes[miss->person];
  g_autofree char *value = evidence (self, miss->rule, person);
  g_autofree char *change = change_text (self, RULES[miss->rule].obstacle, person->kode, (miss->seconds + 59) / 60);
  posko_who_add (self->answer, POSKO_WHO_NEAR,
                 &(PoskoWhoNear) { .hari = place->day,
                                   .shift = place->shift,
                                   .peran = place->role,
                                   .tempat = place->place,
                                   .tugas = place->task,
                                   .urutan = rank,
                                   .kode_nakes = person->kode,
                                   .sebutan = person->sebutan,
                                   .profesi = person->profesi,
                                   .aturan = RULES[miss->rule].code,
                                   .kolom = RULES[miss->rule].column,
                                   .nilai = value,
                                   .menit_tempuh = (gdouble) miss->seconds / 60.0,
                                   .perbaikan = change });
}

static void
count_rule (PoskoWhoReplacing *self, const PoskoWhoPlace *place, guint rule, const guint *faults)
{
  gint64 bound = 0, alone = 0;
  for (guint p = 0; p < self->roster.staffing.n_nakes; p++)
    {
      bound += (faults[p] & RULES[rule].obstacle) != 0 ? 1 : 0;
      alone += (faults[p] & ~(guint) POSKO_STAFF_STATUS) == RULES[rule].obstacle ? 1 : 0;
    }
  if (bound > 0)
    posko_who_add (self->answer, POSKO_WHO_RULES,
                   &(PoskoWhoRule) { .hari = place->day,
                                     .shift = place->shift,
                                     .peran = place->role,
                                     .tempat = place->place,
                                     .tugas = place->task,
                                     .aturan = RULES[rule].code,
                                     .orang = bound,
                                     .hanya = alone,
                                     .arti = posko_who_text (self->answer, RULES[rule].en, RULES[rule].id) });
}

char *
posko_who_write_misses (PoskoWhoReplacing *self, const PoskoWhoPlace *place, const guint *faults, const gint64 *seconds)
{
  g_autoptr (GArray) misses = g_array_new (FALSE, FALSE, sizeof (Miss));
  for (guint r = 0; r < G_N_ELEMENTS (RULES); r++)
    {
      const guint ease = ease_of (RULES[r].obstacle);
      count_rule (self, place, r, faults);
      for (guint p = 0; p < self->roster.staffing.n_nakes && ease != G_MAXUINT; p++)
        if (faults[p] == RULES[r].obstacle)
          {
            const Miss miss = { ease, seconds[p], p, r };
            g_array_append_val (misses, miss);
          }
    }
  g_array_sort (misses, compare_misses);
  for (guint m = 0; m < misses->len; m++)
    write_miss (self, place, &g_array_index (misses, Miss, m), m + 1);
  if (misses->len == 0)
    return NULL;
  const Miss *easiest = &g_array_index (misses, Miss, 0);
  return change_text (self, RULES[easiest->rule].obstacle, self->roster.staffing.nakes[easiest->person].kode, (easiest->seconds + 59) / 60);
}
