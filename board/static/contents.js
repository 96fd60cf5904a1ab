// Reading what a part says: its tables, figures and their cells.

export function tableOf(contents, name) {
  return contents.tables.find((one) => one.name === name)
}

export function figureOf(contents, key) {
  return contents.figures.find((one) => one.key === key)
}

// The entry of the dictionary that a table counts by: the first that a column names.
export function indicatorOf(table) {
  return table.columns.find((one) => one.indicator)?.indicator
}

// The rows by the keys of their columns.
export function records(table) {
  const keys = table.columns.map((column) => column.key)
  return table.rows.map((row) =>
    Object.fromEntries(keys.map((key, place) => [key, row[place]])),
  )
}

// One cell with what writing it needs; a share brings the counts it stands on.
export function cellOf(column, record) {
  return {
    value: record[column.key],
    form: column.form,
    numerator: record[column.numerator],
    denominator: record[column.denominator],
  }
}

// Writers of a table's cells: written(record, key).
export function cellsOf(table, write) {
  const columns = new Map(table.columns.map((column) => [column.key, column]))
  return (record, key) => write(cellOf(columns.get(key), record))
}

// Which level a change is of: none where the dictionary does not say which way is good.
export function levelOf(direction, better = "none") {
  if (better === "none" || !["up", "down"].includes(direction)) return ""
  return direction === better ? "good" : "warn"
}
