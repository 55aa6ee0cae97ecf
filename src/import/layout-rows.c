/* layout-rows.c: what each row beneath the header is; see layout.h and docs/model.md section 15.1.
 *
 * A row is taken for data unless something says otherwise. Notes and signatures look like nothing in particular, so they are only
 * looked for where no data follow: a row is solid when it identifies a TPS, and after the last solid row, from the first gap, total or
 * word of a signature on, all others are notes. O(cells), and the header's names are only looked up in rows without a number.
 */
#include <string.h>

#include "header-key.h"
#include "i18n.h"
#include "layout-private.h"

typedef struct
{
  PoskoLayout *layout;
  const PoskoSheet *sheet;
  const char *file;
  PoskoImportLog *log;
  guint8 *roles;        /* PoskoRole of each column */
  gboolean *is_id;      /* whether a column identifies a TPS */
  gboolean has_id;
  char **keys[2];       /* of the header's rows, by column; the second is the first where there is one row only */
  guint n_keys[2];      /* that are not "" */
  guint n_filled;       /* columns with a header */
  gboolean *solid;      /* of each row */
} Sorting;

static gboolean
is_empty (const Sorting *self, guint row, guint column)
{
  return posko_sheet_kind (self->sheet, row, column) == POSKO_SHEET_EMPTY || posko_layout_is_blank (posko_sheet_text (self->sheet, row, column));
}

static guint
count_filled (const Sorting *self, guint row, guint at_most)
{
  guint n = 0;
  for (guint column = 0; column < posko_sheet_width (self->sheet, row) && n < at_most; column++)
    /* A merged cell is one, however wide. */
    n += !is_empty (self, row, column) && !(column > 0 && posko_sheet_is_merged (self->sheet, row, column)
                                           && strcmp (posko_sheet_text (self->sheet, row, column), posko_sheet_text (self->sheet, row, column - 1)) == 0);
  return n;
}

static gboolean
is_number (const char *text)
{
  if (g_ascii_isalnum (*text))
    return g_ascii_isdigit (*text);
  text += strspn (text, " \t-+");
  return g_ascii_isdigit (*text);
}

/* --- column numbers --- */

/* 3 of "3", "(3)", "-3" (what a spreadsheet makes of "(3)"), "3=1+2", "c"; 0 when it is none of these. */
static guint
read_ordinal (const char *text)
{
  text += strspn (text, " ([-");
  if (g_ascii_isalpha (*text))
    return strspn (text + 1, " )].") == strlen (text + 1) ? (guint) (g_ascii_tolower (*text) - 'a' + 1) : 0;
  const gsize digits = strspn (text, "0123456789");
  const char *rest = text + digits + strspn (text + digits, " )].");
  if (digits == 0 || digits > 3 || (*rest != '\0' && *rest != '='))
    return 0;
  return (guint) g_ascii_strtoull (text, NULL, 10);
}

static gboolean
is_column_numbers (const Sorting *self, guint row)
{
  guint last = 0, n = 0;
  for (guint column = 0; column < posko_sheet_width (self->sheet, row); column++)
    {
      if (is_empty (self, row, column))
        continue;
      const guint ordinal = read_ordinal (posko_sheet_text (self->sheet, row, column));
      if (ordinal == last && last > 0 && posko_sheet_is_merged (self->sheet, row, column))
        continue;
      if (ordinal != last + 1)
        return FALSE;
      last = ordinal;
      n++;
    }
  return n >= MIN (3, MAX (2, self->n_filled)) && n * 2 >= self->n_filled;
}

/* --- totals --- */

/* The next word of @at in capitals; letters with blanks between ("J U M L A H") are one. Returns: what follows it */
static const char *
read_word (const char *at, char *word, gsize size)
{
  gsize n = 0;
  at += strcspn (at, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
  const gboolean spaced = at[0] != '\0' && at[1] == ' ' && g_ascii_isalpha (at[2]) && (at[3] == ' ' || at[3] == '\0');
  while (g_ascii_isalpha (*at) || (spaced && *at == ' ' && g_ascii_isalpha (at[1]) && !g_ascii_isalpha (at[2])))
    {
      if (*at != ' ' && n + 1 < size)
        word[n++] = g_ascii_toupper (*at);
      at++;
    }
  word[n] = '\0';
  return at;
}

/* Whether @text begins with a word for a sum; POSKO_ROW_NOTE for an average, which sums nothing. */
static PoskoRowKind
read_label (const char *text)
{
  static const char *const totals[] = { "JUMLAH", "TOTAL", "SUBTOTAL", "SUBJUMLAH", "GRANDTOTAL", "JML", "SUM", NULL };
  char word[16], next[16];

  /* The first letters of the words below: nearly every cell of a long list is told by its first byte. */
  if (is_number (text) || (g_ascii_isalpha (*text) && strchr ("ajgrstAJGRST", *text) == NULL))
    return POSKO_ROW_DATA;
  const char *rest = read_word (text, word, sizeof word);
  if (g_strv_contains (totals, word))
    return POSKO_ROW_TOTAL;
  if (strcmp (word, "SUB") != 0 && strcmp (word, "GRAND") != 0 && strcmp (word, "RATA") != 0 && strcmp (word, "AVERAGE") != 0)
    return POSKO_ROW_DATA;
  read_word (rest, next, sizeof next);
  if (strcmp (word, "AVERAGE") == 0 || strcmp (next, "RATA") == 0)
    return POSKO_ROW_NOTE;
  return strcmp (next, "TOTAL") == 0 || strcmp (next, "JUMLAH") == 0 ? POSKO_ROW_TOTAL : POSKO_ROW_DATA;
}

/* A sum has no code of a TPS and no place: a row that has is of a kelurahan called Sum. */
static gboolean
is_of_a_tps (const Sorting *self, guint row)
{
  const guint32 own = POSKO_ROLE_BIT (POSKO_ROLE_KODE_TPS) | POSKO_ROLE_BIT (POSKO_ROLE_KOORDINAT);
  const guint32 halves = POSKO_ROLE_BIT (POSKO_ROLE_LAT) | POSKO_ROLE_BIT (POSKO_ROLE_LON);
  guint n_halves = 0;

  for (guint column = 0; column < MIN (posko_sheet_width (self->sheet, row), self->layout->n_columns); column++)
    {
      const guint32 role = POSKO_ROLE_BIT (self->roles[column]);
      if ((role & (own | halves)) == 0 || strpbrk (posko_sheet_text (self->sheet, row, column), "0123456789") == NULL)
        continue;
      n_halves += (role & halves) != 0 ? 1 : 2;
    }
  return n_halves >= 2;
}

/* A place may be called "Total Swalayan": in a column of free text the word counts only when the row has no other text. */
static PoskoRowKind
judge_label (const Sorting *self, guint row)
{
  const guint32 free_text = POSKO_ROLE_BIT (POSKO_ROLE_NONE) | POSKO_ROLE_BIT (POSKO_ROLE_LOKASI);
  PoskoRowKind kind = POSKO_ROW_DATA;
  gboolean certain = FALSE;
  guint n_texts = 0;

  for (guint column = 0; column < posko_sheet_width (self->sheet, row); column++)
    {
      const char *text = posko_sheet_text (self->sheet, row, column);
      const PoskoRowKind label = *text == '\0' ? POSKO_ROW_DATA : read_label (text);
      const guint role = column < self->layout->n_columns ? self->roles[column] : POSKO_ROLE_NONE;
      n_texts += label == POSKO_ROW_DATA && *text != '\0' && !is_number (text) && strcmp (text, "-") != 0 && !posko_layout_is_blank (text);
      if (label == POSKO_ROW_DATA)
        continue;
      kind = label;
      certain |= (free_text & POSKO_ROLE_BIT (role)) == 0;
    }
  return kind != POSKO_ROW_DATA && (certain || n_texts == 0) && !is_of_a_tps (self, row) ? kind : POSKO_ROW_DATA;
}

/* --- headers beneath the header --- */

static gboolean
has_number (const Sorting *self, guint row)
{
  for (guint column = 0; column < posko_sheet_width (self->sheet, row); column++)
    if (is_number (posko_sheet_text (self->sheet, row, column)))
      return TRUE;
  return FALSE;
}

static gboolean
is_header_row (const Sorting *self, guint row, guint which)
{
  guint n_same = 0, n_other = 0;
  for (guint column = 0; column < posko_sheet_width (self->sheet, row); column++)
    {
      if (is_empty (self, row, column))
        continue;
      g_autofree char *key = posko_header_key (posko_sheet_text (self->sheet, row, column));
      const gboolean same = column < self->layout->n_columns && key[0] != '\0' && strcmp (key, self->keys[which][column]) == 0;
      n_same += same;
      n_other += !same;
    }
  return n_same >= MIN (2, self->n_keys[which]) && n_same * 4 >= self->n_keys[which] * 3 && n_other * 4 <= self->n_keys[which];
}

/* Another table's header: at least three roles, and half of what stands there is one. */
static gboolean
is_other_header (const Sorting *self, guint row)
{
  guint32 seen = 0;
  guint n = 0, n_roles = 0;

  for (guint column = 0; column < posko_sheet_width (self->sheet, row); column++)
    {
      PoskoHeaderMeaning meaning;
      if (is_empty (self, row, column))
        continue;
      n++;
      g_autofree char *header = posko_layout_collapse (posko_sheet_text (self->sheet, row, column));
      if (posko_header_look_up (header, &meaning) && (seen & POSKO_ROLE_BIT (meaning.role)) == 0)
        {
          seen |= POSKO_ROLE_BIT (meaning.role);
          n_roles++;
        }
    }
  return n_roles >= 3 && n_roles * 2 >= n;
}

/* --- what identifies a TPS --- */

/* "7", "007", "TPS 7", "No. 12", "19.71.01.1004.001", "7A": no date, no sentence, no number of a civil servant. */
static gboolean
is_identifier (const char *text)
{
  if (strlen (text) > 40 || g_ascii_strncasecmp (text, "nip", 3) == 0)
    return FALSE;
  while (g_ascii_isalpha (*text) || (*text != '\0' && strchr (" .-_:#'", *text) != NULL))
    text++;
  if (!g_ascii_isdigit (*text))
    return FALSE;
  while (g_ascii_isalnum (*text) || (*text != '\0' && strchr (".-/", *text) != NULL))
    text++;
  return text[strspn (text, " ")] == '\0';
}

static gboolean
is_solid (const Sorting *self, guint row)
{
  if (!self->has_id)
    return count_filled (self, row, self->n_filled) * 2 >= self->n_filled;
  for (guint column = 0; column < self->layout->n_columns; column++)
    if (self->is_id[column] && is_identifier (posko_sheet_text (self->sheet, row, column)))
      return count_filled (self, row, 2) >= 2;
  return FALSE;
}

/* --- notes --- */

/* Words with which a line beneath a table begins. */
static gboolean
begins_like_note (const char *text)
{
  static const char *const words[] = {
    "SUMBER", "CATATAN", "KETERANGAN", "KET", "MENGETAHUI", "MENYETUJUI", "KETUA", "SEKRETARIS", "ANGGOTA", "KEPALA", "PLT", "PLH", "NIP", "TTD", "TERTANDA", "DIBUAT", "DISAHKAN",
    "DITETAPKAN", "DICETAK", "HALAMAN", "HAL", "PAGE", "SOURCE", "NOTE", "NOTES", "PRINTED", "DIVISI", "KOMISI", "KPU", "PANITIA", "DATA", "DEMIKIAN", "LAMPIRAN", NULL
  };
  char word[16];
  if (text[0] == '*')
    return TRUE;
  read_word (text, word, sizeof word);
  return g_ascii_isalpha (text[strspn (text, " (")]) && g_strv_contains (words, word);
}

/* "Pangkalpinang, 27 Agustus 2025": a month's name and a year. */
static gboolean
has_date (const char *text)
{
  static const char *const months[] = { "januari", "februari", "maret", "april", "mei", "juni", "juli", "agustus", "september", "oktober", "november", "desember",
                                        "january", "february", "march", "may", "june", "july", "august", "october", "december" };
  g_autofree char *lower = g_ascii_strdown (text, (gssize) strnlen (text, 200));
  for (guint i = 0; i < G_N_ELEMENTS (months); i++)
    {
      const char *month = strstr (lower, months[i]);
      if (month != NULL && strpbrk (month, "0123456789.") != NULL)
        return TRUE;
    }
  return FALSE;
}

static gboolean
looks_like_note (const Sorting *self, guint row)
{
  if (count_filled (self, row, 4) > 3)
    return FALSE;
  for (guint column = 0; column < posko_sheet_width (self->sheet, row); column++)
    {
      const char *text = posko_sheet_text (self->sheet, row, column);
      if (*text != '\0' && (begins_like_note (text) || has_date (text)))
        return TRUE;
    }
  return FALSE;
}

/* "Halaman 2 dari 10", wherever it stands. */
static gboolean
is_page_number (const Sorting *self, guint row)
{
  if (count_filled (self, row, 2) != 1)
    return FALSE;
  for (guint column = 0; column < posko_sheet_width (self->sheet, row); column++)
    {
      char word[16];
      const char *text = posko_sheet_text (self->sheet, row, column);
      const char *rest = read_word (text, word, sizeof word);
      if (*text != '\0' && (strcmp (word, "HALAMAN") == 0 || strcmp (word, "HAL") == 0 || strcmp (word, "PAGE") == 0) && strpbrk (rest, "0123456789") != NULL)
        return TRUE;
    }
  return FALSE;
}

/* --- all together --- */

static PoskoRowKind
judge_row (Sorting *self, guint row, gboolean *other)
{
  if (count_filled (self, row, 1) == 0)
    return POSKO_ROW_BLANK;
  if (is_column_numbers (self, row))
    return POSKO_ROW_NUMBERS;
  if (!has_number (self, row))
    {
      if (is_header_row (self, row, 0) || is_header_row (self, row, 1))
        {
          *other = FALSE;
          return POSKO_ROW_REPEAT;
        }
      if (is_page_number (self, row))
        return POSKO_ROW_NOTE;
      *other |= count_filled (self, row, 3) >= 3 && is_other_header (self, row);
    }
  if (*other)
    return looks_like_note (self, row) ? POSKO_ROW_NOTE : POSKO_ROW_OTHER;
  if (posko_layout_read_area (self->sheet, row, NULL, NULL))
    return POSKO_ROW_AREA;
  const PoskoRowKind label = judge_label (self, row);
  self->solid[row] = label == POSKO_ROW_DATA && is_solid (self, row);
  return label;
}

/* Rows after the last solid one: from the first gap, total or note on, they are notes. */
static void
find_notes (Sorting *self, guint first)
{
  gboolean after = FALSE;
  for (guint row = first; row < posko_sheet_n_rows (self->sheet); row++)
    {
      guint8 *kind = &self->layout->kinds[row];
      after |= *kind == POSKO_ROW_BLANK || *kind == POSKO_ROW_TOTAL || *kind == POSKO_ROW_OTHER || (*kind == POSKO_ROW_DATA && looks_like_note (self, row));
      if (after && *kind == POSKO_ROW_DATA)
        *kind = POSKO_ROW_NOTE;
    }
}

/* Titles and signatures between the pages of a table: above a header that comes again, as far as the last gap. */
static void
find_titles (Sorting *self, guint header)
{
  guint row = header, gap = header;
  while (row > self->layout->header_last + 1 && header - row < POSKO_LAYOUT_HEADER_ROWS)
    {
      const guint8 kind = self->layout->kinds[row - 1];
      if (kind == POSKO_ROW_REPEAT || (kind == POSKO_ROW_DATA && (self->solid[row - 1] || count_filled (self, row - 1, 4) > 3)))
        break;
      row--;
      if (kind == POSKO_ROW_BLANK || kind == POSKO_ROW_TOTAL || kind == POSKO_ROW_NOTE || (kind == POSKO_ROW_DATA && looks_like_note (self, row)))
        gap = row;
    }
  for (row = gap; row < header; row++)
    if (self->layout->kinds[row] == POSKO_ROW_DATA)
      self->layout->kinds[row] = POSKO_ROW_TITLE;
}

static char *
show_row (const Sorting *self, guint row)
{
  GString *text = g_string_new (NULL);
  for (guint column = 0; column < posko_sheet_width (self->sheet, row) && text->len < 100; column++)
    if (!is_empty (self, row, column) && !posko_sheet_is_merged (self->sheet, row, column))
      {
        g_autofree char *cell = posko_layout_collapse (posko_sheet_text (self->sheet, row, column));
        g_string_append_printf (text, "%s%s", text->len > 0 ? " | " : "", cell);
      }
  return g_string_free (text, FALSE);
}

static void
tell_row (const Sorting *self, guint row)
{
  static const char *const codes[] = {
    [POSKO_ROW_TITLE] = "row-title", [POSKO_ROW_NUMBERS] = "row-numbers", [POSKO_ROW_BLANK] = "row-blank", [POSKO_ROW_TOTAL] = "row-total",
    [POSKO_ROW_NOTE] = "row-note",   [POSKO_ROW_REPEAT] = "row-header",   [POSKO_ROW_OTHER] = "row-other-table", [POSKO_ROW_AREA] = "row-area",
  };
  const guint kind = self->layout->kinds[row];
  const gboolean refused = kind == POSKO_ROW_OTHER;
  if (self->log == NULL || kind == POSKO_ROW_DATA || kind == POSKO_ROW_HEADER)
    return;
  g_autofree char *found = kind == POSKO_ROW_BLANK ? NULL : show_row (self, row);
  posko_import_log_add (self->log, &(PoskoImportEvent){ .action = refused ? POSKO_IMPORT_REFUSED : POSKO_IMPORT_LEFT_OUT,
                                                       .code = codes[kind],
                                                       .file = self->file,
                                                       .line = posko_sheet_line (self->sheet, row),
                                                       .found = found,
                                                       .expected = refused ? _ ("one table, or further ones with the same header") : NULL,
                                                       .remedy = refused ? _ ("put the second table into a file of its own") : NULL });
}

static void
read_columns (Sorting *self)
{
  const guint32 ids = POSKO_ROLE_BIT (POSKO_ROLE_NOMOR) | POSKO_ROLE_BIT (POSKO_ROLE_KODE_TPS) | POSKO_ROLE_BIT (POSKO_ROLE_JUMLAH_TPS);

  for (guint column = 0; column < self->layout->n_columns; column++)
    {
      PoskoHeaderMeaning meaning = { .role = POSKO_ROLE_NONE };
      self->n_filled += self->layout->headers[column][0] != '\0';
      posko_header_look_up (self->layout->headers[column], &meaning);
      self->roles[column] = (guint8) meaning.role;
      self->is_id[column] = (ids & POSKO_ROLE_BIT (meaning.role)) != 0 && (meaning.choices & POSKO_ROLE_BIT (POSKO_ROLE_DPT_JUMLAH)) == 0;
      self->has_id |= self->is_id[column];
      for (guint which = 0; which < 2; which++)
        {
          const guint row = which == 0 ? self->layout->header_first : self->layout->header_last;
          self->keys[which][column] = posko_header_key (posko_sheet_text (self->sheet, row, column));
          self->n_keys[which] += self->keys[which][column][0] != '\0';
        }
    }
}

static void
sort_rows (Sorting *self)
{
  PoskoLayout *layout = self->layout;
  const guint n = posko_sheet_n_rows (self->sheet);
  guint after_solid = layout->header_last + 1;
  gboolean other = FALSE;

  for (guint row = 0; row < n; row++)
    {
      if (row >= layout->header_first && row <= layout->header_last)
        layout->kinds[row] = POSKO_ROW_HEADER;
      else if (row < layout->header_first)
        layout->kinds[row] = count_filled (self, row, 1) == 0 ? POSKO_ROW_BLANK : POSKO_ROW_TITLE;
      else
        layout->kinds[row] = (guint8) judge_row (self, row, &other);
      after_solid = self->solid[row] ? row + 1 : after_solid;
    }
  for (guint row = layout->header_last + 1; row < n; row++)
    if (layout->kinds[row] == POSKO_ROW_REPEAT || (layout->kinds[row] == POSKO_ROW_OTHER && layout->kinds[row - 1] != POSKO_ROW_OTHER))
      find_titles (self, row);
  find_notes (self, after_solid);
  for (guint row = 0; row < n; row++)
    {
      layout->n_data += layout->kinds[row] == POSKO_ROW_DATA;
      tell_row (self, row);
    }
}

void
posko_layout_sort_rows (PoskoLayout *self, const PoskoSheet *sheet, const char *file, PoskoImportLog *log)
{
  g_autofree guint8 *roles = g_new0 (guint8, self->n_columns + 1);
  g_autofree gboolean *is_id = g_new0 (gboolean, self->n_columns + 1), *solid = g_new0 (gboolean, MAX (posko_sheet_n_rows (sheet), 1));
  g_auto (GStrv) first = g_new0 (char *, self->n_columns + 1), last = g_new0 (char *, self->n_columns + 1);
  Sorting sorting = { .layout = self, .sheet = sheet, .file = file, .log = log, .roles = roles, .is_id = is_id, .keys = { first, last }, .solid = solid };

  read_columns (&sorting);
  sort_rows (&sorting);
}
