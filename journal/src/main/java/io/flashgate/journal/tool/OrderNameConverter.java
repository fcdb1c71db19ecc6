package io.flashgate.journal.tool;

import io.flashgate.journal.sale.OrderName;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an order's name from the command line. */
final class OrderNameConverter implements ITypeConverter<OrderName> {

    @Override
    public OrderName convert(final String text) {
        final OrderName name = OrderName.find(text);
        if (name == null) {
            throw new TypeConversionException("expected an order such as summer-17, found '" + text + "'");
        }
        return name;
    }
}
