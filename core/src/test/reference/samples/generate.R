# Writes a second opinion on the samples of generate.py: Rscript generate.R
# Packages: stats, exactRankTests, kSamples (Debian: r-cran-exactranktests, r-cran-ksamples).
suppressMessages({library(exactRankTests); library(kSamples)})
options(digits = 17, warn = -1)
file_argument <- sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE))
folder <- file.path(dirname(normalizePath(file_argument)), "..", "..", "resources", "reference", "samples")
lines <- readLines(file.path(folder, "samples.csv"))[-(1:2)]
numbers <- function(text) as.numeric(strsplit(text, " ")[[1]])
out <- c(sprintf("# generate.R, %s, exactRankTests %s, kSamples %s", R.version.string,
                 packageVersion("exactRankTests"), packageVersion("kSamples")),
         "case,source,measure,statistic,p")
row <- function(case, source, measure, statistic, p)
  out[length(out) + 1] <<- sprintf("%s,%s,%s,%.17g,%.17g", case, source, measure, statistic, p)
for (line in lines) {
  cells <- strsplit(line, ",")[[1]]
  x <- numbers(cells[2]); y <- numbers(cells[3]); n <- length(x); m <- length(y)
  tied <- anyDuplicated(c(x, y)) > 0
  if (n * m <= 1e5) {
    result <- ks.test(x, y, exact = TRUE)
    row(cells[1], "ks.test", "ks", result$statistic, result$p.value)
  }
  if (n >= 2 && m >= 2 && sd(x) + sd(y) > 0) {
    result <- t.test(x, y)
    row(cells[1], "t.test", "welch_t", abs(result$statistic), result$p.value)
  }
  if (n * m <= 400 && !tied) {
    result <- wilcox.test(x, y, exact = TRUE)
    row(cells[1], "wilcox.test", "mann_whitney", result$statistic, result$p.value)
  } else if (n * m <= 120) {
    result <- wilcox.exact(x, y, exact = TRUE)
    row(cells[1], "wilcox.exact", "mann_whitney", result$statistic, result$p.value)
  } else if (n >= 50 && max(table(c(x, y))) / (n + m) * min(n, m) <= min(n, m) - 3) {
    result <- wilcox.test(x, y, exact = FALSE, correct = TRUE)
    row(cells[1], "wilcox.test", "mann_whitney", result$statistic, result$p.value)
  }
  if (choose(n + m, n) <= 2e4) {
    result <- ad.test(x, y, method = "exact", dist = TRUE, Nsim = 20000)
    # What it prints is rounded to five digits, and its p-value takes sums that differ by rounding for
    # different, so both come from the whole distribution.
    sums <- result$null.dist1
    a2 <- sums[which.min(abs(sums - result$ad[1, 1]))]
    row(cells[1], "ad.test", "anderson_darling", a2, mean(sums >= a2 - 1e-9))
  }
}
writeLines(out, file.path(folder, "r_values.csv"))
