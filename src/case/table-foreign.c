/* table-foreign.c: a file that is no table as text, though it is called .csv: saved as a workbook, a web page, a PDF, under the old name.
 *
 * Told by its first bytes, as no CSV table of ours begins so. What exactly is in a container does not matter here: none of them is
 * read as a case's table; posko init, which reads several, looks closer (file-format.c). O(1).
 */
#include <string.h>

#include "i18n.h"
#include "table-private.h"

#define CSV_WAY N_ ("open it in the spreadsheet and save it as CSV UTF-8 under this name; or make the case anew by posko init with --tps and this file")
#define OPEN_WAY N_ ("open it in the spreadsheet and save it as CSV UTF-8 under this name")
#define SHEET_WAY N_ ("take the table from the spreadsheet it was made of, and save that as CSV UTF-8 under this name")

typedef struct
{
  const char *mark, *title, *remedy;
} Kind;

static const Kind kinds[] = {
  { "PK\x03\x04", N_ ("a workbook of Excel or LibreOffice (XLSX, ODS) under the name of a CSV file"), CSV_WAY },
  { "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", N_ ("an old Excel workbook (XLS) under the name of a CSV file"), CSV_WAY },
  { "%PDF", N_ ("a PDF under the name of a CSV file"), SHEET_WAY },
  { "{\\rtf", N_ ("a text document (RTF) under the name of a CSV file"), SHEET_WAY },
  { "<?xml", N_ ("an XML file (a spreadsheet saved as XML) under the name of a CSV file"), OPEN_WAY },
  { "<", N_ ("a web page (HTML) under the name of a CSV file"), OPEN_WAY },
  { "{", N_ ("a JSON file under the name of a CSV file"), SHEET_WAY },
};

/* Returns: (nullable): the kind of a file that begins so */
static const Kind *
kind_of (GBytes *bytes)
{
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);

  while (length > 0 && g_ascii_isspace (*text))
    {
      text++;
      length--;
    }
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (length >= strlen (kinds[i].mark) && g_ascii_strncasecmp (text, kinds[i].mark, strlen (kinds[i].mark)) == 0)
      return &kinds[i];
  return NULL;
}

gboolean
posko_table_is_foreign (GBytes *bytes, GBytes *text, const char *file, PoskoDiagnostics *diagnostics)
{
  const Kind *binary = kind_of (bytes), *kind = binary != NULL ? binary : kind_of (text);

  if (kind != NULL && diagnostics != NULL)
    posko_diagnostics_report (diagnostics, POSKO_SEVERITY_ERROR, "table-foreign", file, 0, NULL, _ (kind->title), _ ("a table as text (CSV)"),
                              _ (kind->remedy));
  return kind != NULL;
}
