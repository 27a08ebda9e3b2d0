package dev.velocity.measure;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A unit data may arrive in, and the exact way from it to another unit of the same dimension.
///
/// Velocity holds each quantity in one unit ([Quantity#unit()]); a file in `nSv/h` or `[degF]` is converted once, at
/// the door:
///
/// ```java
/// Unit from = Unit.named("nSv/h").orElseThrow();
/// double microsieverts = from.convert(39, Unit.of(Quantity.DOSE_RATE)); // 0.039
/// ```
///
/// The units that instruments write are few, so they are the table below and not a library. A conversion that needs
/// more than the number is not offered: mg/m³ of a gas to ppm depends on the gas and its temperature, %/ft of smoke
/// to %/m is not linear, and dB(A) to dB depends on the sound.
public final class Unit {
    /// One dimension a paragraph; one unit a line:
    /// `factor to the first unit of the paragraph, shift before it | UCUM code | other spellings`.
    private static final String TABLE = """
            1              | 1          |
            1/100          | %          | percent
            1/1000000      | [ppm]      | ppm
            1/1000000000   | [ppb]      | ppb

            1              | Cel        | degC °C
            1 -273.15      | K          |
            5/9 -32        | [degF]     | degF °F

            1              | uSv/h      | µSv/h μSv/h
            1000000        | Sv/h       |
            1000           | mSv/h      |
            1/1000         | nSv/h      |
            10000          | [REM]/h    | rem/h
            10             | m[REM]/h   | mrem/h

            1              | mSv        |
            1000           | Sv         |
            1/1000         | uSv        | µSv μSv
            1/1000000      | nSv        |
            10             | [REM]      | rem
            1/100          | m[REM]     | mrem

            1              | Pa         |
            100            | hPa        | mbar
            1000           | kPa        |
            100000         | bar        |
            101325         | atm        |
            9806.65        | m[H2O]     |
            98.0665        | cm[H2O]    |
            9.80665        | mm[H2O]    |
            249.08891      | [in_i'H2O] | inH2O
            133.322        | mm[Hg]     | mmHg
            6894.757293    | [psi]      | psi

            1              | %/m        |

            1              | mg/L       | mg/l
            1000           | g/L        | g/l
            1/1000         | ug/L       | ug/l µg/L μg/L
            1              | g/m3       | g/m³
            1/1000         | mg/m3      | mg/m³
            1/1000000      | ug/m3      | µg/m3 μg/m3 ug/m³ µg/m³ μg/m³

            1              | [NTU]      | NTU

            1              | [pH]       | pH

            1              | uS/cm      | µS/cm μS/cm
            1000           | mS/cm      |
            10             | mS/m       |
            10000          | S/m        |

            1              | L          | l
            1/1000         | mL         | ml
            100            | hL         | hl
            1000           | m3         | m³
            3.785411784    | [gal_us]   |
            4.54609        | [gal_br]   |

            1              | V          |
            1/1000         | mV         |
            1000           | kV         |

            1              | Hz         |
            1000           | kHz        |
            1000000        | MHz        |
            1/60           | /min       | rpm

            1              | W          |
            1/1000         | mW         |
            1000           | kW         |
            1000000        | MW         |

            9.80665        | [g]        |
            1              | m/s2       | m/s²
            1/100          | cm/s2      | Gal cm/s²
            0.00980665     | m[g]       |

            1              | mm/s       |
            10             | cm/s       |
            1000           | m/s        |
            25.4           | [in_i]/s   | in/s

            1              | dB[SPL]    | dB

            1              | lx         | lux Lux
            1000           | klx        |

            1              | s          |
            1/1000         | ms         |
            60             | min        |
            3600           | h          |
            86400          | d          |
            """;

    private static final Map<String, Unit> BY_NAME = parse(TABLE);

    private final String code;
    private final int dimension;
    private final double shift;
    private final BigInteger numerator;
    private final BigInteger denominator;

    private Unit(String code, int dimension, double shift, BigInteger numerator, BigInteger denominator) {
        this.code = code;
        this.dimension = dimension;
        this.shift = shift;
        this.numerator = numerator;
        this.denominator = denominator;
    }

    /// The unit of that UCUM code or usual spelling (`uSv/h`, `µSv/h`, `degF`), or empty when it is not in the table.
    public static Optional<Unit> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name.strip()));
    }

    /// The unit every value of `quantity` is held in.
    public static Unit of(Quantity quantity) {
        return named(quantity.unit()).orElseThrow();
    }

    /// UCUM codes that convert to the unit of `quantity`, in table order; for telling people what they may write.
    public static List<String> codesFor(Quantity quantity) {
        var target = of(quantity);
        return BY_NAME.values().stream()
                .filter(target::sameDimension)
                .map(Unit::code)
                .distinct()
                .toList();
    }

    /// The UCUM code: `uSv/h`.
    public String code() {
        return code;
    }

    /// Whether values can be converted between the two at all.
    public boolean sameDimension(Unit other) {
        return dimension == other.dimension;
    }

    /// `value` of this unit in `target`. The factor between the two is an exact fraction, multiplied and divided
    /// once each, so that 39 nSv/h is 0.039 µSv/h and not a neighbour of it.
    ///
    /// @throws IllegalArgumentException if the two are not of one dimension
    public double convert(double value, Unit target) {
        if (!sameDimension(target)) throw new IllegalArgumentException(code + " cannot become " + target.code);
        var up = numerator.multiply(target.denominator);
        var down = denominator.multiply(target.numerator);
        var common = up.gcd(down);
        return (value + shift)
                        * up.divide(common).doubleValue()
                        / down.divide(common).doubleValue()
                - target.shift;
    }

    @Override
    public String toString() {
        return code;
    }

    private static Map<String, Unit> parse(String table) {
        var byName = new LinkedHashMap<String, Unit>();
        int dimension = 0;
        for (var line : table.lines().toList()) {
            if (line.isBlank()) {
                dimension++;
                continue;
            }
            var columns = line.split("\\|", -1);
            var factor = columns[0].strip().split(" ", -1);
            var fraction = factor[0].split("/", -1);
            // 98.0665 is 980665/10000: scaled until both sides of the fraction are whole.
            var above = new BigDecimal(fraction[0]);
            var scale = BigInteger.TEN.pow(Math.max(0, above.scale()));
            var below = fraction.length > 1 ? new BigInteger(fraction[1]) : BigInteger.ONE;
            var code = columns[1].strip();
            var unit = new Unit(
                    code,
                    dimension,
                    factor.length > 1 ? Double.parseDouble(factor[1]) : 0,
                    above.multiply(new BigDecimal(scale)).toBigIntegerExact(),
                    below.multiply(scale));
            byName.put(code, unit);
            for (var spelling : columns[2].strip().split(" ", -1)) if (!spelling.isEmpty()) byName.put(spelling, unit);
        }
        return byName;
    }
}
