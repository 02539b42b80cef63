import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('consents', '0003_sheet_term'),
        ('people', '0002_keep_decisions_of_imports'),
    ]

    operations = [
        migrations.AddField(
            model_name='consentsheet',
            name='second',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.person', verbose_name='второй представитель'),
        ),
        migrations.AddField(
            model_name='consentsheet',
            name='second_refused_on',
            field=models.DateField(blank=True, null=True, verbose_name='отказ второго представителя'),
        ),
        migrations.AddField(
            model_name='consent',
            name='signatures',
            field=models.PositiveSmallIntegerField(default=1, verbose_name='сколько подписей нужно'),
        ),
        migrations.RemoveConstraint(
            model_name='consent',
            name='consent_of_sheet_once',
        ),
        migrations.AddConstraint(
            model_name='consent',
            constraint=models.UniqueConstraint(fields=('sheet', 'given_by', 'preliminary'), name='consent_of_sheet_signed_once'),
        ),
    ]
