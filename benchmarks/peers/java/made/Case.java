// The facts of a case as Drools takes them: a bean with the columns of wide20, and its answer.
package made;

public class Case {
    private long c0;
    private long c1;
    private long c2;
    private long c3;
    private long c4;
    private long c5;
    private long c6;
    private long c7;
    private long c8;
    private long c9;
    private long c10;
    private long c11;
    private boolean c12;
    private boolean c13;
    private boolean c14;
    private boolean c15;
    private long c16;
    private long c17;
    private long c18;
    private long c19;
    private long base;
    public long result;

    public long getC0() { return c0; }
    public void setC0(long value) { c0 = value; }
    public long getC1() { return c1; }
    public void setC1(long value) { c1 = value; }
    public long getC2() { return c2; }
    public void setC2(long value) { c2 = value; }
    public long getC3() { return c3; }
    public void setC3(long value) { c3 = value; }
    public long getC4() { return c4; }
    public void setC4(long value) { c4 = value; }
    public long getC5() { return c5; }
    public void setC5(long value) { c5 = value; }
    public long getC6() { return c6; }
    public void setC6(long value) { c6 = value; }
    public long getC7() { return c7; }
    public void setC7(long value) { c7 = value; }
    public long getC8() { return c8; }
    public void setC8(long value) { c8 = value; }
    public long getC9() { return c9; }
    public void setC9(long value) { c9 = value; }
    public long getC10() { return c10; }
    public void setC10(long value) { c10 = value; }
    public long getC11() { return c11; }
    public void setC11(long value) { c11 = value; }
    public boolean isC12() { return c12; }
    public void setC12(boolean value) { c12 = value; }
    public boolean isC13() { return c13; }
    public void setC13(boolean value) { c13 = value; }
    public boolean isC14() { return c14; }
    public void setC14(boolean value) { c14 = value; }
    public boolean isC15() { return c15; }
    public void setC15(boolean value) { c15 = value; }
    public long getC16() { return c16; }
    public void setC16(long value) { c16 = value; }
    public long getC17() { return c17; }
    public void setC17(long value) { c17 = value; }
    public long getC18() { return c18; }
    public void setC18(long value) { c18 = value; }
    public long getC19() { return c19; }
    public void setC19(long value) { c19 = value; }
    public long getBase() { return base; }
    public void setBase(long value) { base = value; }
}
