package io.modelmon.agent.value;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.config.Expression;
import io.modelmon.config.ExpressionParser;
import io.modelmon.config.IdSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdNamesTest {

  private static Expression parsed(String text) {
    return ExpressionParser.parse(text);
  }

  @ParameterizedTest
  @CsvSource({
    "arg[0].id,arg[0],id",
    "arg[0].customer.id,arg[0].customer,id",
    "arg[0].customer().getId(),arg[0].getCustomer(),id",
    "arg[0].getURL(),arg[0],URL",
    "'arg[0][\"id\"]',arg[0],id",
    "arg[0][2],arg[0],2",
    "arg[0][*].id,arg[0],id",
    "arg[0].rows[*].id,arg[0].rows[*],id",
    "this.current.id,this,current.id"
  })
  void below_valueThatHoldsTheId_isItsName(String id, String value, String name) {
    assertThat(IdNames.below(new IdSource(parsed(id)), parsed(value))).contains(name);
  }

  @Test
  void below_theValueItself_hasTheEmptyName() {
    assertThat(IdNames.below(new IdSource(parsed("arg[1]")), parsed("arg[1]"))).containsExactly("");
  }

  @Test
  void below_anotherValue_isNothing() {
    for (String value : List.of("arg[1]", "this", "arg[0].request", "arg[0].id.part")) {
      assertThat(IdNames.below(new IdSource(parsed("arg[0].id")), parsed(value)))
          .as(value)
          .isEmpty();
    }
    assertThat(IdNames.below(IdSource.TRACE, parsed("arg[0]"))).isEmpty();
  }
}
