package com.example.credit.train;

import com.example.credit.model.CreditSchema;
import java.util.List;

/**
 * A table of loans.
 *
 * @param schema the columns, without the class
 * @param rows the loans
 */
public record CreditData(CreditSchema schema, List<Application> rows) {

  /** Copies the rows. */
  public CreditData {
    rows = List.copyOf(rows);
  }
}
