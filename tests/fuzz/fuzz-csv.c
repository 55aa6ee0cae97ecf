/* fuzz-csv.c: any bytes into the CSV reader, raw and decoded; what comes out is written by both styles and read back. */
#include <stdlib.h>
#include <string.h>

#include "csv-read.h"
#include "csv-write.h"
#include "text-decode.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

typedef struct
{
  PoskoCsvWriter *writers[2];
  GPtrArray *cells; /* owned texts of all records */
  guint next;       /* the cell to compare with */
} Copy;

static gboolean
copy_record (const PoskoCsvField *fields, guint n_fields, gsize line, gsize offset, gpointer user_data)
{
  Copy *const copy = user_data;
  for (guint i = 0; i < n_fields; i++)
    {
      if (fields[i].text[fields[i].length] != '\0' || strlen (fields[i].text) != fields[i].length)
        abort ();
      g_ptr_array_add (copy->cells, g_strdup (fields[i].text));
      for (guint w = 0; w < 2; w++)
        posko_csv_writer_text (copy->writers[w], fields[i].text);
    }
  for (guint w = 0; w < 2; w++)
    posko_csv_writer_end_row (copy->writers[w]);
  return TRUE;
}

static gboolean
compare_record (const PoskoCsvField *fields, guint n_fields, gsize line, gsize offset, gpointer user_data)
{
  Copy *const copy = user_data;
  for (guint i = 0; i < n_fields; i++)
    if (copy->next >= copy->cells->len
        || strcmp (posko_csv_unguard (fields[i].text), copy->cells->pdata[copy->next++]) != 0)
      abort ();
  return TRUE;
}

static GBytes *
decode (const void *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  PoskoTextEncoding encoding;
  return posko_text_decode (bytes, &encoding);
}

static void
read_and_copy (const char *text, gsize size)
{
  const PoskoCsvDialect dialect = posko_csv_detect (text, size);
  Copy copy = { .writers = { posko_csv_writer_new (POSKO_CSV_PLAIN), posko_csv_writer_new (POSKO_CSV_EXCEL_ID) } };

  copy.cells = g_ptr_array_new_with_free_func (g_free);
  posko_csv_read (text, size, &dialect, copy_record, NULL, &copy);
  for (guint w = 0; w < 2; w++)
    {
      gsize length;
      const char *written = posko_csv_writer_data (copy.writers[w], &length);
      g_autoptr (GBytes) decoded = decode (written, length);
      written = g_bytes_get_data (decoded, &length);
      copy.next = 0;
      if (!posko_csv_read (written, length, &(PoskoCsvDialect){ .delimiter = w == 0 ? ',' : ';' }, compare_record, NULL,
                           &copy)
          || copy.next != copy.cells->len)
        abort ();
      posko_csv_writer_free (copy.writers[w]);
    }
  g_ptr_array_unref (copy.cells);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  gsize length;
  g_autoptr (GBytes) decoded = decode (data, size);
  const char *const text = g_bytes_get_data (decoded, &length);

  read_and_copy ((const char *) data, size);
  read_and_copy (text, length);
  return 0;
}
