/* roster-shortage.c: why a place of the roster stays empty, and the smallest change that fills it.
 *
 * For each need that is short, everybody of the profession (or who may stand in) is asked what keeps him or her from it as the roster
 * stands. Who is kept by exactly one thing is named under it, and the limit that is easiest to change (the order of the table below)
 * is the one reported; changing it for the people named fills the place without touching anybody else's duty. Who has been named
 * counts as on duty there for the needs that follow, so all repairs of a plan hold together. Where nobody is one step away, more
 * people are needed. O(short needs · people · duties of a person).
 */
#include "staffing.h"
#include <string.h>

static const PoskoStaffRepair REPAIRS[] = {
  { POSKO_DUTY_NEUTRALITY, "pakta-integritas", "People who could serve have not signed the pakta integritas in time.",
    "Yang dapat bertugas belum menandatangani pakta integritas pada waktunya.", "Sign the pakta integritas: ", " would fill it.",
    "Tanda tangani pakta integritas: ", " dapat mengisinya." },
  { POSKO_STAFF_OWN_SHIFTS, "nakes-shift-maks", "The people who could serve have all the shifts they may do.",
    "Yang dapat bertugas sudah mencapai batas shift pribadinya.", "Raise shift_maks (nakes.csv) by 1: ", " would fill it.",
    "Naikkan shift_maks (nakes.csv) sebesar 1: ", " dapat mengisinya." },
  { POSKO_STAFF_POLICY_SHIFTS, "kebijakan-shift-maks", "The people who could serve have all the shifts the policy allows.",
    "Yang dapat bertugas sudah mencapai batas shift menurut kebijakan.", "Raise roster.shift_maks (kebijakan.json) by 1: ",
    " would fill it.", "Naikkan roster.shift_maks (kebijakan.json) sebesar 1: ", " dapat mengisinya." },
  { POSKO_STAFF_NIGHTS, "kebijakan-malam-maks", "The people who could serve have all the nights the policy allows.",
    "Yang dapat bertugas sudah mencapai batas shift malam menurut kebijakan.", "Raise roster.malam_maks (kebijakan.json) by 1: ",
    " would fill it.", "Naikkan roster.malam_maks (kebijakan.json) sebesar 1: ", " dapat mengisinya." },
  { POSKO_DUTY_DISTANCE, "nakes-jarak-maks", "The people who could serve live further away than they may travel.",
    "Yang dapat bertugas tinggal lebih jauh daripada batas perjalanannya.", "Raise jarak_maks_m (nakes.csv): ", " would fill it.",
    "Naikkan jarak_maks_m (nakes.csv): ", " dapat mengisinya." },
  { POSKO_DUTY_AVAILABLE, "nakes-tidak-tersedia", "The people who could serve are not available in this shift.",
    "Yang dapat bertugas tidak tersedia pada shift ini.", "Free for this shift (tidak_tersedia): ", " would fill it.",
    "Bebaskan untuk shift ini (tidak_tersedia): ", " dapat mengisinya." },
  { POSKO_DUTY_LICENCE, "nakes-sip", "The licences (SIP) of the people who could serve do not last until this shift.",
    "Surat izin praktik (SIP) yang dapat bertugas tidak berlaku sampai shift ini.", "Renew the licence (SIP): ", " would fill it.",
    "Perpanjang SIP: ", " dapat mengisinya." },
  { POSKO_DUTY_VOTE, "nakes-memilih", "The people who could serve would have no way to vote.",
    "Yang dapat bertugas tidak akan sempat memilih.", "Arrange a way to vote from this post (Form A, or a wider memilih_radius_menit): ",
    " would fill it.", "Atur cara memilih dari pos ini (Form A, atau memilih_radius_menit yang lebih luas): ", " dapat mengisinya." },
};

const PoskoStaffRepair *
posko_staff_repairs (guint *n)
{
  *n = G_N_ELEMENTS (REPAIRS);
  return REPAIRS;
}

char *
posko_staff_repair_text (const PoskoPlan *plan, const PoskoStaffRepair *repair, const char *names)
{
  return g_strconcat (posko_plan_text (plan, repair->before_en, repair->before_id), names,
                      posko_plan_text (plan, repair->after_en, repair->after_id), NULL);
}

/* ---- what keeps a person from a place ---- */

typedef struct
{
  PoskoStaffing *staffing;
  GArray **shifts; /* per person: guint shifts on duty, the repairs named so far included */
} Explain;

static guint
count_nights (const PoskoStaffing *self, const GArray *shifts)
{
  guint nights = 0;
  for (guint k = 0; k < shifts->len; k++)
    nights += self->slots[g_array_index (shifts, guint, k)].night ? 1 : 0;
  return nights;
}

guint
posko_staff_obstacles (const PoskoStaffing *self, guint person, const GArray *shifts, const PoskoStaffNeed *need)
{
  const PoskoPolicy *policy = self->policy;
  const PoskoNakes *who = &self->nakes[person];
  const char *way;
  guint found = posko_duty_faults (self->rules, person, need->post, need->shift, need->profession, &way);
  if ((found & POSKO_DUTY_NEUTRALITY) != 0 && strcmp (who->status_netralitas, "tidak_ada") != 0)
    found |= POSKO_STAFF_STATUS;
  for (guint k = 0; k < shifts->len; k++)
    if (!posko_roster_compatible (&self->slots[g_array_index (shifts, guint, k)], &self->slots[need->shift], policy->istirahat_menit))
      found |= POSKO_STAFF_REST;
  if (who->shift_maks != POSKO_MISSING && shifts->len >= who->shift_maks)
    found |= POSKO_STAFF_OWN_SHIFTS;
  if (shifts->len >= policy->shift_maks)
    found |= POSKO_STAFF_POLICY_SHIFTS;
  if (self->slots[need->shift].night && count_nights (self, shifts) >= policy->malam_maks)
    found |= POSKO_STAFF_NIGHTS;
  return found;
}

static guint
obstacles (const Explain *self, guint person, const PoskoStaffNeed *need)
{
  return posko_staff_obstacles (self->staffing, person, self->shifts[person], need);
}

/* ---- the sentence ---- */

typedef struct
{
  guint people;      /* of the profession, or who may stand in */
  guint on_duty;     /* of them: busy then or too near to it */
  guint counts[G_N_ELEMENTS (REPAIRS)];
} Survey;

static Survey
survey (const Explain *self, const PoskoStaffNeed *need)
{
  Survey found = { 0 };
  for (guint p = 0; p < self->staffing->n_nakes; p++)
    {
      if (!posko_duty_may_fill (self->staffing->rules, p, need->profession))
        continue;
      const guint faults = obstacles (self, p, need);
      found.people++;
      found.on_duty += (faults & POSKO_STAFF_REST) != 0 ? 1 : 0;
      for (guint r = 0; r < G_N_ELEMENTS (REPAIRS); r++)
        found.counts[r] += faults == REPAIRS[r].obstacle ? 1 : 0;
    }
  return found;
}

/* Returns: (transfer full): the names of up to @most people whom only the obstacle keeps, who now count as on duty */
static char *
name_people (Explain *self, const PoskoStaffNeed *need, guint obstacle, gint64 most, gint64 *named)
{
  GString *names = g_string_new (NULL);
  *named = 0;
  for (guint p = 0; p < self->staffing->n_nakes && *named < most; p++)
    {
      if (!posko_duty_may_fill (self->staffing->rules, p, need->profession) || obstacles (self, p, need) != obstacle)
        continue;
      g_string_append_printf (names, "%s%s", *named > 0 ? ", " : "", self->staffing->nakes[p].kode);
      g_array_append_val (self->shifts[p], need->shift);
      ++*named;
    }
  return g_string_free (names, FALSE);
}

/* "2 more dokter available for H:M near Puskesmas X." */
static char *
more_people (const PoskoStaffing *self, const PoskoStaffNeed *need, gint64 missing)
{
  const PoskoPlanPost *post = posko_table_row (posko_plan_table (self->plan, POSKO_PLAN_POSTS), need->post);
  const PoskoShift *shift = &self->policy->shifts[need->shift];
  return g_strdup_printf (posko_plan_text (self->plan, "%" G_GINT64_FORMAT " more %s available for %s shift %s near %s (%s).",
                                           "%" G_GINT64_FORMAT " %s lagi yang tersedia untuk %s shift %s di dekat %s (%s)."),
                          missing, posko_profesi_name (need->profession), posko_day_name (shift->day), shift->kode, post->nama,
                          post->kecamatan);
}

static char *
why_nobody (const PoskoStaffing *self, const PoskoStaffNeed *need, const Survey *found)
{
  return g_strdup_printf (
    posko_plan_text (self->plan, "Of %u people for the place of a %s, %u are on duty then or too near to it; the others are kept by several rules.",
                     "Dari %u orang untuk tempat %s, %u bertugas pada waktu itu atau terlalu dekat; yang lain terhalang beberapa aturan."),
    found->people, posko_profesi_name (need->profession), found->on_duty);
}

static void
write_shortage (Explain *self, const PoskoStaffNeed *need)
{
  PoskoPlan *plan = self->staffing->plan;
  const PoskoPlanNeed *row = posko_table_row (posko_plan_table (plan, POSKO_PLAN_NEEDS), need->row);
  const gint64 missing = need->wanted - need->filled;
  const gint64 first_team = MIN (need->wanted, self->staffing->policy->tim_pertama[need->profession]);
  const Survey found = survey (self, need);
  gint64 named = 0;
  guint r = 0;
  while (r < G_N_ELEMENTS (REPAIRS) && found.counts[r] == 0)
    r++;
  const gboolean near = r < G_N_ELEMENTS (REPAIRS);
  g_autofree char *names = near ? name_people (self, need, REPAIRS[r].obstacle, missing, &named) : NULL;
  g_autofree char *more = named < missing ? more_people (self->staffing, need, missing - named) : NULL;
  g_autofree char *why = near ? g_strdup (posko_plan_text (plan, REPAIRS[r].why_en, REPAIRS[r].why_id))
                              : why_nobody (self->staffing, need, &found);
  g_autofree char *change = near ? posko_staff_repair_text (plan, &REPAIRS[r], names) : NULL;
  g_autofree char *mend = change == NULL ? g_strdup (more) : g_strjoin (" ", change, more, NULL);
  g_autofree char *place = posko_shift_place_name (need->profession, &self->staffing->policy->shifts[need->shift]);
  posko_plan_add (plan, POSKO_PLAN_SHORTAGES,
                  &(PoskoPlanShortage) { .kode_kecamatan = row->kode_kecamatan,
                                         .kecamatan = row->kecamatan,
                                         .produk = "roster",
                                         .objek = row->kode_pos,
                                         .kebutuhan = place,
                                         .jumlah = missing,
                                         .satuan = "orang",
                                         .batas = near ? REPAIRS[r].limit : "nakes-profesi",
                                         .sebab = why,
                                         .perbaikan = mend,
                                         .biaya = POSKO_MISSING,
                                         .prioritas = need->filled < first_team ? 1 : 2 });
}

void
posko_staff_explain (PoskoStaffing *self)
{
  g_autoptr (GPtrArray) shifts = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  for (guint p = 0; p < self->n_nakes; p++)
    g_ptr_array_add (shifts, g_array_new (FALSE, FALSE, sizeof (guint)));
  for (guint d = 0; d < self->duties->len; d++)
    {
      const PoskoStaffDuty *duty = &g_array_index (self->duties, PoskoStaffDuty, d);
      const PoskoStaffNeed *need = &g_array_index (self->needs, PoskoStaffNeed, duty->need);
      g_array_append_val (g_ptr_array_index (shifts, duty->person), need->shift);
    }
  Explain explain = { self, (GArray **) shifts->pdata };
  for (guint n = 0; n < self->needs->len; n++)
    {
      const PoskoStaffNeed *need = &g_array_index (self->needs, PoskoStaffNeed, n);
      if (need->filled < need->wanted)
        write_shortage (&explain, need);
    }
}
