# Writes the energy statistics of the rows that generate.py wrote; see there.
#
#     Rscript energy.R
#
# eqdist.etest gives n*m/(n+m) times the distance that the project reports.

suppressMessages(library(energy))

file <- sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE))
out <- file.path(dirname(normalizePath(file)), "..", "..", "resources", "reference", "multivariate")
rows <- read.csv(file.path(out, "rows.csv"), skip = 1, colClasses = "character")
provenance <- sprintf("# energy.R, %s, energy %s", R.version.string, packageVersion("energy"))

matrix_of <- function(cell, columns) {
  matrix(as.numeric(strsplit(cell, " ")[[1]]), ncol = columns, byrow = TRUE)
}

lines <- c(provenance, "case,etest")
for (i in seq_len(nrow(rows))) {
  columns <- as.integer(rows$columns[i])
  x <- matrix_of(rows$reference[i], columns)
  y <- matrix_of(rows$current[i], columns)
  test <- suppressWarnings(eqdist.etest(rbind(x, y), sizes = c(nrow(x), nrow(y)), R = 0))
  lines <- c(lines, sprintf("%s,%.17g", rows$case[i], unname(test$statistic)))
}
writeLines(lines, file.path(out, "energy.csv"))
