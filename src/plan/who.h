/* who.h: who can replace a person, and which TPS are late: answers about one plan, with the effect and the cheapest repair of each.
 *
 * Section 13 of docs/model.md. An answer is a set of tables of plain rows, each with a Table Schema in schemas/output/, as a plan is. The plan
 * may have been edited by hand: whatever in it the case does not know is left out and counted. Nothing of the plan is changed.
 */
#pragma once
#include "plan.h"
G_BEGIN_DECLS

typedef struct /* ganti_ringkasan.csv: the one row about the person who is replaced */
{
  const char *kode_nakes, *sebutan, *profesi;
  gint64 tugas, tugas_terisi;   /* duties to be replaced, and how many the best joint choice fills */
  gint64 siaga, siaga_terisi;   /* stand-by shifts, likewise */
  gint64 poin, batas;           /* what the joint choice adds to the roster's objective; no choice adds less than `batas` */
  gint64 poin_kosong;           /* what leaving every duty empty adds */
  const char *status;           /* optimal | dalam-batas */
  const char *kalimat;
} PoskoWhoSummary;

/* The members that say which duty or stand-by shift a row is about. */
#define POSKO_WHO_PLACE_MEMBERS const char *hari, *shift, *peran, *tempat, *tugas

typedef struct /* ganti_tugas.csv: a duty or stand-by shift that must be taken over */
{
  const char *kode_kecamatan, *kecamatan;
  POSKO_WHO_PLACE_MEMBERS;      /* peran: tugas | cadangan; tempat: post, or kecamatan of a stand-by */
  const char *kode_nakes;       /* who leaves it: the person, or a stand-by who is called in for him or her */
  const char *nama_tempat;
  gint64 mulai, selesai;
  gint64 calon, calon_lepas;    /* who is free; who would have to give up another duty */
  const char *terpilih, *sebutan_terpilih; /* of the best joint choice; "" = stays empty */
  gint64 poin_kosong;           /* what leaving it empty adds; missing for a stand-by */
  const char *perbaikan;        /* "" unless nobody is free */
} PoskoWhoDuty;

typedef struct /* ganti_calon.csv: somebody who could take it */
{
  POSKO_WHO_PLACE_MEMBERS;
  gint64 urutan;                /* 1 = best */
  const char *kode_nakes, *sebutan, *profesi;
  const char *keadaan;          /* bebas | lepas_tugas */
  gint64 siaga;                 /* boolean: the named stand-by of this kecamatan and shift */
  gint64 poin;                  /* sum of the next six; of a stand-by: minutes more than the person's own */
  gint64 poin_kosong, poin_pengganti, poin_form_a, poin_tim, poin_jalan, poin_adil;
  gint64 jumlah_shift, malam;   /* the person would then have */
  gdouble jam, menit_tempuh;
  const char *cara_memilih, *tps_memilih;
  gint64 batas_form_a;          /* date, only for form_a */
  const char *melepas;          /* duties given up: "KC02 H:S dokter; …" */
  const char *siaga_melepas, *siaga_pengganti; /* stand-by shifts given up, and who takes each: "N012; -" */
  const char *catatan;          /* a sentence, or "" */
} PoskoWhoCandidate;

typedef struct /* ganti_aturan.csv: a rule that keeps people from it */
{
  POSKO_WHO_PLACE_MEMBERS;
  const char *aturan;
  gint64 orang, hanya;          /* people it binds; of them, kept by it alone */
  const char *arti;
} PoskoWhoRule;

typedef struct /* ganti_nyaris.csv: somebody whom one rule alone keeps from it */
{
  POSKO_WHO_PLACE_MEMBERS;
  gint64 urutan;                /* 1 = easiest to change */
  const char *kode_nakes, *sebutan, *profesi;
  const char *aturan, *kolom, *nilai; /* the rule, the column of nakes.csv or value of kebijakan.json, and what it holds */
  gdouble menit_tempuh;
  const char *perbaikan;
} PoskoWhoNear;

typedef struct /* terlambat.csv: a TPS beyond a limit in one thing */
{
  const char *kode_kecamatan, *kecamatan, *kode_tps;
  const char *hal;              /* pos | ambulans | makan | skrining */
  const char *gelombang;        /* of makan, else "-" */
  const char *keadaan;          /* tanpa | lambat | mepet */
  gdouble nilai, batas;         /* minutes there are, and those allowed; NaN = none */
  const char *sebab_kode, *sebab;
  const char *perbaikan_kode, *perbaikan;
  const char *tempat;           /* code of the post, base, kitchen, vehicle … that the repair touches, or "" */
  gdouble nilai_sesudah;        /* `nilai` after the repair; NaN = not known */
  gint64 ikut_teratasi;         /* other late TPS that the same repair mends; missing = not known */
  gint64 biaya;                 /* rupiah of the repair; missing = unknown */
} PoskoWhoLate;

typedef enum
{
  POSKO_WHO_SUMMARY,
  POSKO_WHO_DUTIES,
  POSKO_WHO_CANDIDATES,
  POSKO_WHO_RULES,
  POSKO_WHO_NEAR,
  POSKO_WHO_LATE,
  POSKO_N_WHO_TABLES,
} PoskoWhoTableId;

/** Returns: the table's type: name "output/ganti_ringkasan" … */
const PoskoTableType *posko_who_table_type (PoskoWhoTableId id);

typedef struct _PoskoWho PoskoWho; /* immutable */

/**
 * posko_who_replace:
 * @plan: a plan with a case
 * @person: code of nakes.csv
 * @shift: (nullable): "H:M", to replace the person in that shift alone; %NULL: in everything, as somebody who falls out for all the days
 * @language: of the sentences
 *
 * Has the tables %POSKO_WHO_SUMMARY to %POSKO_WHO_NEAR; of a person without duties, the summary alone.
 * O(people · (needs + duties of the person · duties of each)).
 *
 * Returns: (transfer full) (nullable): %NULL with %POSKO_ERROR_USAGE (no such person, with the near names; no such shift, with those the
 *   person has), %POSKO_ERROR_CANCELLED or %POSKO_ERROR_SOLVER in @error
 */
PoskoWho *posko_who_replace (const PoskoPlan *plan, const char *person, const char *shift, PoskoLanguage language,
                             GCancellable *cancellable, GError **error);

/**
 * posko_who_late:
 * @plan: a plan with a case; times are worked out anew from the case, so a scenario shows what it does to the plan as it was published
 * @limit_minutes: of the response of the first post; 0 = the policy's standard
 *
 * Has the table %POSKO_WHO_LATE. O(TPS · (places + ambulances · bases) + deliveries).
 *
 * Returns: (transfer full)
 */
PoskoWho *posko_who_late (const PoskoPlan *plan, gint64 limit_minutes, PoskoLanguage language);

void posko_who_free (PoskoWho *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PoskoWho, posko_who_free)

/** Returns: (nullable): the table, %NULL when it is not part of this answer */
PoskoTable *posko_who_table (const PoskoWho *self, PoskoWhoTableId id);
PoskoLanguage posko_who_language (const PoskoWho *self);

/** Returns: rows of the plan that name a person, post, shift or kecamatan that the case does not have; they are not counted */
guint posko_who_n_unknown (const PoskoWho *self);

G_END_DECLS
