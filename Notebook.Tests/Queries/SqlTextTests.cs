using Notebook.Interactive.Queries;

namespace Notebook.Tests.Queries;

/// <summary>The names in SQL that may be variables.</summary>
public sealed class SqlTextTests
{
    [Theory]
    [InlineData("select * from readings", "readings")]
    [InlineData("select a, b from readings r, cities as c where r.x in (select y from other)", "cities,other,readings")]
    [InlineData("from readings join cities on id = ref, more", "cities,more,readings")]
    [InlineData("select 'from texts', \"from\" from /* from comment */ -- from line\n\"My Table\"", "My Table")]
    [InlineData("select * from 'data.csv', readings", "readings")]
    [InlineData("select * from read_csv('a.csv'), main.t", "")]
    [InlineData("summarize readings", "readings")]
    [InlineData("select $$from a$$, $t$ from b $t$ from c", "c")]
    [InlineData("select * from (select * from inside) order by a, b", "inside")]
    public void Tables_AreWhatStandsWhereATableMay(string text, string expected) =>
        Assert.Equal(expected, string.Join(',', SqlText.Statements(text).Single().Tables.Order(StringComparer.Ordinal)));

    [Theory]
    [InlineData("create table t as select * from readings", "t")]
    [InlineData("create or replace temp table if not exists \"My Table\" (a int)", "My Table")]
    [InlineData("create view v as select view from readings", "v")]
    [InlineData("insert or replace into t (a, b) select * from other", "t")]
    [InlineData("update t set a = (select max(x) from other)", "t")]
    [InlineData("delete from t where a in (select x from other)", "t")]
    [InlineData("drop view if exists v", "v")]
    [InlineData("truncate t", "t")]
    [InlineData("alter table t add column c int", "t")]
    [InlineData("create macro f() as table select * from readings", null)]
    [InlineData("select * from t", null)]
    [InlineData("with t as (select 1) select * from t", null)]
    public void Target_IsTheTableThatAStatementMakesOrChanges(string text, string? expected) =>
        Assert.Equal(expected, SqlText.Statements(text).Single().Target);

    [Fact]
    public void Statements_AreCutAtSemicolons_AndKeepTheirPlace()
    {
        var statements = SqlText.Statements("\nselect ';';\n-- ; no end\nselect $low; ; drop table t");

        Assert.Equal(["select", "select", "drop"], statements.Select(static statement => statement.FirstWord));
        Assert.Equal("\n" + new string(' ', "select ';';".Length) + "\n-- ; no end\nselect $low", statements[1].Text);
        Assert.Equal("low", Assert.Single(statements[1].Parameters));
    }
}
