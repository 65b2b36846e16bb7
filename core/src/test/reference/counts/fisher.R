# Writes fisher_r.csv: Rscript fisher.R, from this folder. Tables in which SciPy and R agree, and tables
# with tiny p-values, where fisher.test sums in its own way.
out <- "../../resources/reference/counts/fisher_r.csv"
tables <- list(
  c(8, 2, 1, 5), c(3, 1, 1, 3), c(10, 2, 3, 15), c(60, 5, 10, 70), c(300, 40, 40, 300), c(50, 0, 0, 50),
  c(0, 20000, 5, 995), c(0, 20000, 12, 988), c(1000, 20, 900, 100), c(2, 1000000, 9, 1000),
  c(500, 500, 700, 300), c(5000, 5000, 5300, 4700), c(5, 99995, 30, 99970), c(31, 69, 30, 70),
  c(1, 1, 1, 1), c(0, 3, 3, 0), c(200, 1, 190, 12), c(40, 19960, 0, 1000), c(1, 19999, 1, 999), c(90, 10, 10, 90))
con <- file(out, "w")
writeLines(sprintf("# fisher.R, %s", R.version.string), con)
writeLines("a,b,c,d,p", con)
for (t in tables) {
  p <- fisher.test(matrix(t, 2, byrow = TRUE))$p.value
  writeLines(sprintf("%d,%d,%d,%d,%.17g", t[1], t[2], t[3], t[4], p), con)
}
close(con)
