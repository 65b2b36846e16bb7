# Writes the run lengths that the tests of io.modelmon.math read.
#
#     apt-get install r-base-core r-cran-spc && Rscript arl.R
#
# Everything is computed by the package spc, from its own integral equations.

library(spc)

arguments <- commandArgs(trailingOnly = FALSE)
here <- dirname(sub("--file=", "", arguments[grep("--file=", arguments)]))
out <- file.path(here, "..", "..", "..", "resources", "reference", "detector", "charts")
dir.create(out, recursive = TRUE, showWarnings = FALSE)
provenance <- sprintf("# arl.R, R %s, spc %s", getRversion(), packageVersion("spc"))

save <- function(name, rows) {
  table <- do.call(rbind, rows)
  file <- file.path(out, name)
  writeLines(provenance, file)
  suppressWarnings(write.table(table, file, append = TRUE, sep = ",", quote = FALSE, row.names = FALSE))
}

rows <- list()
for (sided in c("one", "two"))
  for (k in c(0.25, 0.5, 1))
    for (h in c(1, 3, 4, 5))
      for (shift in c(0, 0.5, 1, 2, 3)) {
        value <- xcusum.arl(k, h, shift, sided = sided, r = 100)
        if (value < 1e6)
          rows[[length(rows) + 1]] <- data.frame(sided = sided, allowance = k, threshold = h,
                                                 shift = shift, length = format(value, digits = 15))
      }
save("cusum_arl.csv", rows)

rows <- list()
for (sided in c("one", "two"))
  for (weight in c(0.05, 0.1, 0.2, 0.5, 1))
    for (limit in c(2, 2.814, 2.962, 3))
      for (shift in c(0, 0.5, 1, 2, 3)) {
        value <- xewma.arl(weight, limit, shift, zr = 0, sided = sided, limits = "fix", r = 100)
        rows[[length(rows) + 1]] <- data.frame(sided = sided, weight = weight, limit = limit,
                                               shift = shift, length = format(value, digits = 15))
      }
save("ewma_arl.csv", rows)

rows <- list()
for (sided in c("one", "two"))
  for (length in c(50, 200, 500, 1000, 5000, 20000)) {
    for (k in c(0.1, 0.25, 0.5, 1))
      rows[[length(rows) + 1]] <- data.frame(chart = "cusum", sided = sided, parameter = k, length = length,
        limit = format(xcusum.crit(k, length, sided = sided, r = 80), digits = 15))
    for (weight in c(0.05, 0.1, 0.2, 0.5))
      rows[[length(rows) + 1]] <- data.frame(chart = "ewma", sided = sided, parameter = weight, length = length,
        limit = format(xewma.crit(weight, length, zr = 0, sided = sided, r = 80), digits = 15))
  }
save("limits.csv", rows)
