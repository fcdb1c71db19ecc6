package io.flashgate.journal.tool;

import io.flashgate.core.sale.SaleDefinition;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * An order's name, {@code summer-17}: its sale, and its number in it.
 *
 * @param number from 1 on
 */
record OrderName(String saleId, long number) {

    /** Null: it is none. */
    static OrderName find(final String text) {
        final int dash = text.lastIndexOf('-');
        if (dash < 1 || !SaleDefinition.isId(text.substring(0, dash))) {
            return null;
        }
        final String number = text.substring(dash + 1);
        if (!number.matches("[1-9][0-9]{0,17}")) {
            return null;
        }
        return new OrderName(text.substring(0, dash), Long.parseLong(number));
    }

    @Override
    public String toString() {
        return saleId + '-' + number;
    }

    /** Reads one from the command line. */
    static final class Converter implements ITypeConverter<OrderName> {

        @Override
        public OrderName convert(final String text) {
            final OrderName name = find(text);
            if (name == null) {
                throw new TypeConversionException("expected an order such as summer-17, found '" + text + "'");
            }
            return name;
        }
    }
}
