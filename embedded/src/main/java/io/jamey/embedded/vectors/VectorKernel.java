package io.jamey.embedded.vectors;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// The kernel in vector instructions: the only class that touches the incubating Vector API.
///
/// Each hot loop is one static method over arrays, and no method takes or returns a vector: when a caller has grown
/// too large, the compiler no longer inlines such a method, and then every vector becomes an object on the heap.
///
/// Codes are read through tables rather than by counting bits: a shuffle looks sixteen nibbles up at once, on
/// any processor with 128-bit registers, where counting bits quickly needs the newest (André, Kermarrec and Le
/// Scouarnec, "Cache locality is not enough: high-performance nearest neighbor search with product quantization
/// fast scan", VLDB 2015).
final class VectorKernel implements Kernel {
    private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_128;
    private static final VectorSpecies<Short> SHORTS = ShortVector.SPECIES_128;
    private static final boolean WIDE = FloatVector.SPECIES_PREFERRED.length() >= 8;
    private static final boolean WIDEST = FloatVector.SPECIES_PREFERRED.length() >= 16;
    private static final VectorSpecies<Float> FLOATS = WIDE ? FloatVector.SPECIES_256 : FloatVector.SPECIES_128;
    private static final VectorSpecies<Integer> INTS = WIDE ? IntVector.SPECIES_256 : IntVector.SPECIES_128;
    private static final VectorSpecies<Short> HALVES = WIDE ? ShortVector.SPECIES_128 : ShortVector.SPECIES_64;

    private static final VectorShuffle<Float> PARTNERS_4 = VectorShuffle.fromOp(FloatVector.SPECIES_256, i -> i ^ 4);
    private static final VectorShuffle<Float> PARTNERS_2 = VectorShuffle.fromOp(FloatVector.SPECIES_256, i -> i ^ 2);
    private static final VectorShuffle<Float> PARTNERS_1 = VectorShuffle.fromOp(FloatVector.SPECIES_256, i -> i ^ 1);
    private static final FloatVector SIGNS_4 =
            FloatVector.fromArray(FloatVector.SPECIES_256, new float[] {1, 1, 1, 1, -1, -1, -1, -1}, 0);
    private static final FloatVector SIGNS_2 =
            FloatVector.fromArray(FloatVector.SPECIES_256, new float[] {1, 1, -1, -1, 1, 1, -1, -1}, 0);
    private static final FloatVector SIGNS_1 =
            FloatVector.fromArray(FloatVector.SPECIES_256, new float[] {1, -1, 1, -1, 1, -1, 1, -1}, 0);

    private static final byte NIBBLE = 15;

    /// Where the table of each byte's row begins.
    private static final ByteVector QUARTERS = ByteVector.fromArray(ByteVector.SPECIES_512, quarters(), 0);

    private final ScalarKernel scalar = new ScalarKernel();
    private final boolean wide;

    /// @param wide whether to look up 64 bytes at a time, which pays where the processor has an instruction for it
    VectorKernel(boolean wide) {
        this.wide = wide;
    }

    /// The size of the largest registers the JVM uses.
    static int registerBits() {
        return ByteVector.SPECIES_PREFERRED.vectorBitSize();
    }

    @Override
    public void dots(Chunk chunk, QueryCode query, Scratch scratch, int place) {
        int blockBytes = chunk.rows * Chunk.BLOCK;
        for (int i = scratch.begins[place]; i < scratch.begins[place + 1]; i++) {
            int from = scratch.blocks[i] * blockBytes;
            if (wide) {
                sum512(chunk.prefixes, from, query.nibbleSums, scratch.wide);
                fold(scratch.wide, scratch.dots, i * Chunk.BLOCK);
            } else {
                dots128(chunk.prefixes, from, query.nibbleSums, scratch.dots, i * Chunk.BLOCK);
            }
        }
    }

    /// Adds up one block: four rows at a time, two at once, which is four nibbles, in bytes (at most 4 x 60), and
    /// these in shorts.
    ///
    /// The shorts of `words` take in both bytes; what the odd bytes put into them is taken out at the end.
    private static void dots128(byte[] codes, int from, byte[] sums, short[] dots, int at) {
        ShortVector words = ShortVector.zero(SHORTS);
        ShortVector odd = words;
        for (int s = 0, c = from; s < sums.length; s += 128, c += 64) {
            ByteVector row0 = ByteVector.fromArray(BYTES, codes, c);
            ByteVector row1 = ByteVector.fromArray(BYTES, codes, c + 16);
            ByteVector row2 = ByteVector.fromArray(BYTES, codes, c + 32);
            ByteVector row3 = ByteVector.fromArray(BYTES, codes, c + 48);
            ShortVector high0 = row0.reinterpretAsShorts().lanewise(VectorOperators.LSHR, 4);
            ShortVector high1 = row1.reinterpretAsShorts().lanewise(VectorOperators.LSHR, 4);
            ShortVector high2 = row2.reinterpretAsShorts().lanewise(VectorOperators.LSHR, 4);
            ShortVector high3 = row3.reinterpretAsShorts().lanewise(VectorOperators.LSHR, 4);
            ShortVector sum01 = row0.selectFrom(ByteVector.fromArray(BYTES, sums, s))
                    .add(high0.reinterpretAsBytes().selectFrom(ByteVector.fromArray(BYTES, sums, s + 64)))
                    .add(row1.selectFrom(ByteVector.fromArray(BYTES, sums, s + 16)))
                    .add(high1.reinterpretAsBytes().selectFrom(ByteVector.fromArray(BYTES, sums, s + 80)))
                    .reinterpretAsShorts();
            ShortVector sum23 = row2.selectFrom(ByteVector.fromArray(BYTES, sums, s + 32))
                    .add(high2.reinterpretAsBytes().selectFrom(ByteVector.fromArray(BYTES, sums, s + 96)))
                    .add(row3.selectFrom(ByteVector.fromArray(BYTES, sums, s + 48)))
                    .add(high3.reinterpretAsBytes().selectFrom(ByteVector.fromArray(BYTES, sums, s + 112)))
                    .reinterpretAsShorts();
            words = words.add(sum01).add(sum23);
            odd = odd.add(sum01.lanewise(VectorOperators.LSHR, 8)).add(sum23.lanewise(VectorOperators.LSHR, 8));
        }
        words.sub(odd.lanewise(VectorOperators.LSHL, 8)).intoArray(dots, at);
        odd.intoArray(dots, at + 8);
    }

    /// The same with four rows in a register: each quarter looks up its own table. Leaves four sums for each
    /// vector.
    private static void sum512(byte[] codes, int from, byte[] sums, short[] wide) {
        ShortVector words = ShortVector.zero(ShortVector.SPECIES_512);
        ShortVector odd = words;
        for (int s = 0, c = from; s < sums.length; s += 256, c += 128) {
            ByteVector first = ByteVector.fromArray(ByteVector.SPECIES_512, codes, c);
            ByteVector second = ByteVector.fromArray(ByteVector.SPECIES_512, codes, c + 64);
            ByteVector firstHigh = first.reinterpretAsShorts()
                    .lanewise(VectorOperators.LSHR, 4)
                    .reinterpretAsBytes();
            ByteVector secondHigh = second.reinterpretAsShorts()
                    .lanewise(VectorOperators.LSHR, 4)
                    .reinterpretAsBytes();
            ShortVector sum = first.and(NIBBLE)
                    .or(QUARTERS)
                    .selectFrom(ByteVector.fromArray(ByteVector.SPECIES_512, sums, s))
                    .add(firstHigh
                            .and(NIBBLE)
                            .or(QUARTERS)
                            .selectFrom(ByteVector.fromArray(ByteVector.SPECIES_512, sums, s + 64)))
                    .add(second.and(NIBBLE)
                            .or(QUARTERS)
                            .selectFrom(ByteVector.fromArray(ByteVector.SPECIES_512, sums, s + 128)))
                    .add(secondHigh
                            .and(NIBBLE)
                            .or(QUARTERS)
                            .selectFrom(ByteVector.fromArray(ByteVector.SPECIES_512, sums, s + 192)))
                    .reinterpretAsShorts();
            words = words.add(sum);
            odd = odd.add(sum.lanewise(VectorOperators.LSHR, 8));
        }
        words.sub(odd.lanewise(VectorOperators.LSHL, 8)).intoArray(wide, 0);
        odd.intoArray(wide, 32);
    }

    private static void fold(short[] wide, short[] dots, int at) {
        for (int half = 0; half < 2; half++) {
            int from = half * 32;
            ShortVector.fromArray(SHORTS, wide, from)
                    .add(ShortVector.fromArray(SHORTS, wide, from + 8))
                    .add(ShortVector.fromArray(SHORTS, wide, from + 16))
                    .add(ShortVector.fromArray(SHORTS, wide, from + 24))
                    .intoArray(dots, at + half * 8);
        }
    }

    @Override
    public int missing(long[] codes, int from, int words, long[] planes) {
        return WIDE ? missing256(codes, from, words, planes) : scalar.missing(codes, from, words, planes);
    }

    /// Each plane counts twice as much as the next.
    private static int missing256(long[] codes, int from, int words, long[] planes) {
        LongVector sums = LongVector.zero(LongVector.SPECIES_256);
        int word = 0;
        for (; word + 4 <= words; word += 4) {
            LongVector code = LongVector.fromArray(LongVector.SPECIES_256, codes, from + word);
            LongVector sum = code.lanewise(
                            VectorOperators.XOR, LongVector.fromArray(LongVector.SPECIES_256, planes, word))
                    .lanewise(VectorOperators.BIT_COUNT);
            for (int plane = word + words; plane < 4 * words; plane += words) {
                sum = sum.add(sum)
                        .add(code.lanewise(
                                        VectorOperators.XOR,
                                        LongVector.fromArray(LongVector.SPECIES_256, planes, plane))
                                .lanewise(VectorOperators.BIT_COUNT));
            }
            sums = sums.add(sum);
        }
        int missing = (int) sums.reduceLanes(VectorOperators.ADD);
        for (; word < words; word++) {
            missing += ScalarKernel.missing(codes[from + word], planes, word, words);
        }
        return missing;
    }

    @Override
    public void estimate(Chunk chunk, QueryCode query, Scratch scratch, int place, float threshold) {
        for (int i = scratch.begins[place]; i < scratch.begins[place + 1]; i++) {
            int passing = 0;
            for (int v = 0; v < Chunk.BLOCK; v += FLOATS.length()) {
                int slot = scratch.blocks[i] * Chunk.BLOCK + v;
                int at = i * Chunk.BLOCK + v;
                IntVector dots = (IntVector) ShortVector.fromArray(HALVES, scratch.dots, at)
                        .convertShape(VectorOperators.ZERO_EXTEND_S2I, INTS, 0);
                FloatVector estimates = ((FloatVector) dots.convertShape(VectorOperators.I2F, FLOATS, 0))
                        .sub(query.prefixMiddle)
                        .mul(query.prefixStep)
                        .add(query.prefixMargin)
                        .mul(FloatVector.fromArray(FLOATS, chunk.scales, slot))
                        .add(FloatVector.fromArray(FLOATS, chunk.offsets, slot).add(query.base));
                estimates.intoArray(scratch.estimates, at);
                passing |=
                        (int) estimates.compare(VectorOperators.GE, threshold).toLong() << v;
            }
            scratch.passing[i] = passing;
        }
    }

    @Override
    public double cosine(double[] query, double queryNorm, float[] vector) {
        if (WIDEST) {
            return cosine512(query, queryNorm, vector);
        }
        return WIDE ? cosine256(query, queryNorm, vector) : scalar.cosine(query, queryNorm, vector);
    }

    /// Sums in sixteen lanes. A product of two widened floats is exact, so that fused or not makes no
    /// difference.
    private static double cosine256(double[] query, double queryNorm, float[] vector) {
        DoubleVector dot0 = DoubleVector.zero(DoubleVector.SPECIES_256);
        DoubleVector dot1 = dot0;
        DoubleVector dot2 = dot0;
        DoubleVector dot3 = dot0;
        DoubleVector squares0 = dot0;
        DoubleVector squares1 = dot0;
        DoubleVector squares2 = dot0;
        DoubleVector squares3 = dot0;
        int body = vector.length & ~15;
        for (int i = 0; i < body; i += 16) {
            DoubleVector v0 = (DoubleVector) FloatVector.fromArray(FloatVector.SPECIES_128, vector, i)
                    .convertShape(VectorOperators.F2D, DoubleVector.SPECIES_256, 0);
            DoubleVector v1 = (DoubleVector) FloatVector.fromArray(FloatVector.SPECIES_128, vector, i + 4)
                    .convertShape(VectorOperators.F2D, DoubleVector.SPECIES_256, 0);
            DoubleVector v2 = (DoubleVector) FloatVector.fromArray(FloatVector.SPECIES_128, vector, i + 8)
                    .convertShape(VectorOperators.F2D, DoubleVector.SPECIES_256, 0);
            DoubleVector v3 = (DoubleVector) FloatVector.fromArray(FloatVector.SPECIES_128, vector, i + 12)
                    .convertShape(VectorOperators.F2D, DoubleVector.SPECIES_256, 0);
            dot0 = DoubleVector.fromArray(DoubleVector.SPECIES_256, query, i).fma(v0, dot0);
            dot1 = DoubleVector.fromArray(DoubleVector.SPECIES_256, query, i + 4)
                    .fma(v1, dot1);
            dot2 = DoubleVector.fromArray(DoubleVector.SPECIES_256, query, i + 8)
                    .fma(v2, dot2);
            dot3 = DoubleVector.fromArray(DoubleVector.SPECIES_256, query, i + 12)
                    .fma(v3, dot3);
            squares0 = v0.fma(v0, squares0);
            squares1 = v1.fma(v1, squares1);
            squares2 = v2.fma(v2, squares2);
            squares3 = v3.fma(v3, squares3);
        }
        DoubleVector dots = dot0.add(dot2).add(dot1.add(dot3));
        DoubleVector squares = squares0.add(squares2).add(squares1.add(squares3));
        return cosine(
                query,
                queryNorm,
                vector,
                (dots.lane(0) + dots.lane(1)) + (dots.lane(2) + dots.lane(3)),
                (squares.lane(0) + squares.lane(1)) + (squares.lane(2) + squares.lane(3)));
    }

    /// The same sixteen lanes in registers of eight.
    private static double cosine512(double[] query, double queryNorm, float[] vector) {
        DoubleVector dot0 = DoubleVector.zero(DoubleVector.SPECIES_512);
        DoubleVector dot1 = dot0;
        DoubleVector squares0 = dot0;
        DoubleVector squares1 = dot0;
        int body = vector.length & ~15;
        for (int i = 0; i < body; i += 16) {
            DoubleVector v0 = (DoubleVector) FloatVector.fromArray(FloatVector.SPECIES_256, vector, i)
                    .convertShape(VectorOperators.F2D, DoubleVector.SPECIES_512, 0);
            DoubleVector v1 = (DoubleVector) FloatVector.fromArray(FloatVector.SPECIES_256, vector, i + 8)
                    .convertShape(VectorOperators.F2D, DoubleVector.SPECIES_512, 0);
            dot0 = DoubleVector.fromArray(DoubleVector.SPECIES_512, query, i).fma(v0, dot0);
            dot1 = DoubleVector.fromArray(DoubleVector.SPECIES_512, query, i + 8)
                    .fma(v1, dot1);
            squares0 = v0.fma(v0, squares0);
            squares1 = v1.fma(v1, squares1);
        }
        DoubleVector dots = dot0.add(dot1);
        DoubleVector squares = squares0.add(squares1);
        return cosine(
                query,
                queryNorm,
                vector,
                ((dots.lane(0) + dots.lane(4)) + (dots.lane(1) + dots.lane(5)))
                        + ((dots.lane(2) + dots.lane(6)) + (dots.lane(3) + dots.lane(7))),
                ((squares.lane(0) + squares.lane(4)) + (squares.lane(1) + squares.lane(5)))
                        + ((squares.lane(2) + squares.lane(6)) + (squares.lane(3) + squares.lane(7))));
    }

    /// Adds what is left after the last sixteen components.
    private static double cosine(double[] query, double queryNorm, float[] vector, double dot, double squares) {
        for (int i = vector.length & ~15; i < vector.length; i++) {
            double component = vector[i];
            dot += query[i] * component;
            squares += component * component;
        }
        return Cosine.of(dot, queryNorm * Math.sqrt(squares));
    }

    @Override
    public void code(float[] unit, float[] point, long[] bits, float[] moments) {
        if (WIDE) {
            code256(unit, point, bits, moments);
        } else {
            scalar.code(unit, point, bits, moments);
        }
    }

    private static void code256(float[] unit, float[] point, long[] bits, float[] moments) {
        FloatVector absolutes = FloatVector.zero(FloatVector.SPECIES_256);
        FloatVector squares = absolutes;
        FloatVector products = absolutes;
        for (int word = 0; word < bits.length; word++) {
            long above = 0;
            for (int bit = 0; bit < Long.SIZE; bit += 8) {
                int i = word * Long.SIZE + bit;
                FloatVector u = FloatVector.fromArray(FloatVector.SPECIES_256, unit, i);
                FloatVector p = FloatVector.fromArray(FloatVector.SPECIES_256, point, i);
                FloatVector x = u.sub(p);
                above |= x.compare(VectorOperators.GT, 0).toLong() << bit;
                absolutes = absolutes.add(x.abs());
                squares = squares.add(x.mul(x));
                products = products.add(u.mul(p));
            }
            bits[word] = above;
        }
        absolutes.intoArray(moments, 0);
        squares.intoArray(moments, 8);
        products.intoArray(moments, 16);
    }

    @Override
    public void butterflies(float[] x, int from, int to, int stride) {
        for (int block = from; block < to; block += 2 * stride) {
            for (int i = block; i < block + stride; i += FLOATS.length()) {
                FloatVector a = FloatVector.fromArray(FLOATS, x, i);
                FloatVector b = FloatVector.fromArray(FLOATS, x, i + stride);
                a.add(b).intoArray(x, i);
                a.sub(b).intoArray(x, i + stride);
            }
        }
    }

    @Override
    public void quartets(float[] x, int from, int to, int stride) {
        int half = stride / 2;
        for (int block = from; block < to; block += 2 * stride) {
            for (int i = block; i < block + half; i += FLOATS.length()) {
                FloatVector a = FloatVector.fromArray(FLOATS, x, i);
                FloatVector b = FloatVector.fromArray(FLOATS, x, i + half);
                FloatVector c = FloatVector.fromArray(FLOATS, x, i + stride);
                FloatVector d = FloatVector.fromArray(FLOATS, x, i + stride + half);
                FloatVector ac = a.add(c);
                FloatVector bd = b.add(d);
                ac.add(bd).intoArray(x, i);
                ac.sub(bd).intoArray(x, i + half);
                ac = a.sub(c);
                bd = b.sub(d);
                ac.add(bd).intoArray(x, i + stride);
                ac.sub(bd).intoArray(x, i + stride + half);
            }
        }
    }

    @Override
    public void sixtyFours(float[] x, int from, int to) {
        if (WIDE) {
            sixtyFours256(x, from, to);
        } else {
            scalar.sixtyFours(x, from, to);
        }
    }

    /// All 64 components stay in registers: loops over so few would cost more than what they do.
    private static void sixtyFours256(float[] x, int from, int to) {
        for (int i = from; i < to; i += 64) {
            FloatVector a = FloatVector.fromArray(FloatVector.SPECIES_256, x, i);
            FloatVector b = FloatVector.fromArray(FloatVector.SPECIES_256, x, i + 8);
            FloatVector c = FloatVector.fromArray(FloatVector.SPECIES_256, x, i + 16);
            FloatVector d = FloatVector.fromArray(FloatVector.SPECIES_256, x, i + 24);
            FloatVector e = FloatVector.fromArray(FloatVector.SPECIES_256, x, i + 32);
            FloatVector f = FloatVector.fromArray(FloatVector.SPECIES_256, x, i + 40);
            FloatVector g = FloatVector.fromArray(FloatVector.SPECIES_256, x, i + 48);
            FloatVector h = FloatVector.fromArray(FloatVector.SPECIES_256, x, i + 56);
            FloatVector ae = a.add(e);
            FloatVector bf = b.add(f);
            FloatVector cg = c.add(g);
            FloatVector dh = d.add(h);
            FloatVector aceg = ae.add(cg);
            FloatVector bdfh = bf.add(dh);
            aceg.add(bdfh).intoArray(x, i);
            aceg.sub(bdfh).intoArray(x, i + 8);
            aceg = ae.sub(cg);
            bdfh = bf.sub(dh);
            aceg.add(bdfh).intoArray(x, i + 16);
            aceg.sub(bdfh).intoArray(x, i + 24);
            ae = a.sub(e);
            bf = b.sub(f);
            cg = c.sub(g);
            dh = d.sub(h);
            aceg = ae.add(cg);
            bdfh = bf.add(dh);
            aceg.add(bdfh).intoArray(x, i + 32);
            aceg.sub(bdfh).intoArray(x, i + 40);
            aceg = ae.sub(cg);
            bdfh = bf.sub(dh);
            aceg.add(bdfh).intoArray(x, i + 48);
            aceg.sub(bdfh).intoArray(x, i + 56);
        }
    }

    private static byte[] quarters() {
        byte[] places = new byte[64];
        for (int i = 0; i < places.length; i++) {
            places[i] = (byte) (i / 16 * 16);
        }
        return places;
    }

    @Override
    public void octets(float[] x, int from, int to) {
        if (WIDE) {
            octets256(x, from, to);
        } else {
            scalar.octets(x, from, to);
        }
    }

    /// Adds to each component its partner's, which is itself negated where the partner comes first.
    private static void octets256(float[] x, int from, int to) {
        for (int i = from; i < to; i += 8) {
            FloatVector v = FloatVector.fromArray(FloatVector.SPECIES_256, x, i);
            v = v.mul(SIGNS_4).add(v.rearrange(PARTNERS_4));
            v = v.mul(SIGNS_2).add(v.rearrange(PARTNERS_2));
            v = v.mul(SIGNS_1).add(v.rearrange(PARTNERS_1));
            v.intoArray(x, i);
        }
    }
}
