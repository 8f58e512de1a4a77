"""What people and programs write above their columns, in Russian and English, by meaning. Phrases are parted by ";"."""

from __future__ import annotations

from enum import StrEnum

from app.services.imports.rows import Field


class Hint(StrEnum):
    """Meanings that need the rest of the sheet to be decided, or that are known and not used."""

    ID = "id"  # "ID", "№": of what the sheet is about
    TITLE = "title"  # "Name", "Название": of what the sheet is about
    CATEGORY_ID = "category_id"
    LAST_DATE = "last_date"  # of the last purchase or of the record: of the sale, where the row says what was bought
    AMOUNT = "amount"  # "Total", "Итого": of the line or of the receipt
    ADDRESS_PART = "address_part"  # state, zip, country: only beside an address
    REFUSAL = "refusal"  # "Do not contact": consent the other way round
    SOCIAL = "social"  # a page in a network that we do not know: noted down
    FOREIGN = "foreign"  # of staff, stores, suppliers, delivery
    OTHER = "other"  # known and not used


Meaning = Field | Hint

PHRASES: dict[Meaning, str] = {
    Field.EXTERNAL_ID: """
        client id; client; client key; id; user id; member id; account id; person id; contact id; crm id; инн;
        внешний код; табельный номер
    """,
    Field.NAME: """
        client name; full name; фио; ф и о; ф и о клиента; клиент фио; имя фамилия; фамилия имя;
        фамилия имя отчество; фамилия и о; фамилия инициалы;
        client; контактное лицо; contact name; contact person; обращаться к; обратиться к;
        contact; display name; person name; имя клиента; полное имя; наименование клиента; client full name; fio;
        имя фамилия клиента; имя и фамилия; владелец; владелец карты; держатель карты; cardholder; card holder
    """,
    Field.LAST_NAME: """
        фамилия; last name; lastname; surname; family name; second name; lname; client last name; фам
    """,
    Field.FIRST_NAME: """
        имя; first name; firstname; given name; forename; fname; client first name; имена;
        имя отчество; и о; инициалы
    """,
    Field.MIDDLE_NAME: """
        отчество; middle name; middlename; patronymic; middle initial; отч;
        additional name
    """,
    Field.COMPANY: """
        company; company name; organization; organisation; org; firm; business; компания; организация; фирма;
        название компании; название организации; юридическое лицо; юр лицо; контрагент наименование;
        предприятие; client company;
        organization name; address company
    """,
    Field.PHONE: """
        телефон; phone; phone number; telephone; tel; mobile; mobile phone; cell; cell phone; cellphone;
        mobile number; тел; тлф; моб; мобильный; мобильный телефон; сотовый; сотовый телефон; номер телефона;
        контактный телефон; контакт; контакты; contact number; contact phone; home phone; work phone;
        домашний телефон; рабочий телефон; whatsapp; whats app; viber; вайбер; ватсап; вотсап; вацап; phone id;
        тел номер;
        телефон id; тел моб; phones; msisdn; номер тел;
        phone value; address phone
    """,
    Field.EMAIL: """
        email; e mail; mail; email address; e mail address; электронная почта; эл почта; почта; имейл; емейл;
        мейл; адрес электронной почты; емайл; эл адрес; mail address;
        e mail value
    """,
    Field.MESSENGER: """
        telegram; телеграм; телеграмм; тг; tg; телега; ник в телеграм; telegram id; telegram username; telegram nick;
        vk; вк; вконтакте; vkontakte; vk com; vk id; страница вк; ссылка вк; профиль вк; мессенджер; мессенджеры;
        messenger; messengers
    """,
    Field.BIRTHDAY: """
        d o b;
        дата рождения; день рождения; др; д р; birthday; birth date; birthdate; date of birth; dob; bday; born;
        рождение; д рожд; дата рожд; день рожд; дата др; др клиента; date birth
    """,
    Field.GENDER: """
        m f; муж жен; м ж;
        пол; gender; sex; обращение
    """,
    Field.ADDRESS: """
        адрес; address; street; street address; адрес проживания; адрес доставки; домашний адрес; home address;
        улица; адрес клиента; address line 1; address 1; место жительства; postal address; mailing address
    """,
    Field.CITY: """
        город; city; town; населенный пункт; нас пункт; город проживания; suburb; место; address city
    """,
    Field.CARD: """
        карта; номер карты; card; card number; дисконтная карта; карта лояльности; loyalty card;
        скидочная карта; бонусная карта; номер дисконтной карты; discount card; клубная карта; штрихкод карты;
        membership number; № карты; дк
    """,
    Field.SOURCE: """
        источник; source; откуда узнал; откуда узнали; откуда; канал; канал привлечения; lead source;
        как узнали о нас; как узнал; where from; рекламный источник; referral source; откуда пришел; откуда клиент;
        utm source; реклама; channel; acquisition channel
    """,
    Field.TAG: """
        теги; тег; tags; tag; метки; метка; label; segment; сегмент; группа; группа клиента; категория клиента;
        тип клиента; статус клиента; customer segment; customer type; customer group; client status;
        client category; client group; client type; ярлык
    """,
    Field.NOTE: """
        примечание; прим е; примеч е; комментарий; комментарии; заметки; заметка; note; notes; comment;
        comments; remarks; remark;
        примечания; доп информация; дополнительно; memo; инфо; прочее; особые отметки; описание клиента;
        пометки; коммент; прим; важная информация; доп инфо
    """,
    Field.PREFERENCE: """
        предпочтения; предпочтение; любит; что любит; preferences; preference; пожелания; interests; интересы;
        favorite; favourite; вкусы; любимый товар; любимый напиток; размер; аллергии; аллергия;
        favourite item; favorite item; favourite product; favorite product; favourite drink; favorite drink
    """,
    Field.CONSENT: """
        согласие; согласие на рассылку; согласие на обработку; согласие на обработку персональных данных;
        согласие на обработку пд; consent; opt in; marketing consent; subscribed; подписка; подписан;
        можно писать; рассылка; sms рассылка; смс; newsletter; accepts marketing; согласие пдн;
        accepts email marketing; accepts sms marketing; email marketing; sms marketing; email consent;
        согласие на смс; согласие на sms; согласие на email
    """,
    Field.LAST_CONTACT: """
        последний контакт; дата последнего контакта; last contact; last contacted; last contact date;
        дата последнего звонка; последний звонок; last call; дата контакта; дата последнего обращения;
        последнее обращение
    """,
    Field.POINTS: """
        баллы; бонусы; points; bonus; bonuses; loyalty points; баланс баллов; бонусный баланс; остаток баллов;
        накоплено бонусов; кол во баллов; бонусные баллы; points balance; reward points
    """,
    Field.DATE: """
        дата; date; order date; дата заказа; дата покупки; purchase date; дата продажи; sale date; sold on;
        дата чека; дата визита; visit date; date of purchase; date of sale; transaction date; invoice date;
        дата и время; date time; datetime; дата время; дата операции; дата документа; дата размещения;
        дата посещения; дата оплаты; payment date; день; date order; дата реализации; дата сделки; deal date;
        timestamp; order purchase timestamp; order created; дата оформления; период; дата услуги; дата приема;
        когда; bill date; ordered at; purchased at; order time stamp;
        дата записи; дата процедуры; дата ремонта; дата работ; когда был; когда была; когда приходил
    """,
    Field.TIME: """
        время; time; order time; время покупки; время заказа; время чека; time of purchase; час; sale time;
        transaction time; время визита
    """,
    Field.RECEIPT: """
        order id; order; номер чека; чек; receipt; receipt number; invoice; invoice number; номер заказа; заказ;
        transaction; transaction id; номер документа; документ; bill number; bill; номер накладной; накладная;
        счет; номер счета; sale id; номер продажи; ticket; deal id; сделка; basket id; номер операции;
        кассовый чек; purchase id; код покупки; id покупки; id продажи;
        номер заказ наряда; заказ наряд
    """,
    Field.PRODUCT: """
        product; product name; товар; наименование товара; название товара; наименование товаров; номенклатура;
        услуга; услуги; товары; наименование; item; item name; item description; description of goods;
        артикул наименование; позиция; блюдо; service; service name; goods; что купил; покупка; что купили;
        товар услуга; product description; merchandise; title of product; что брал; напиток;
        процедура; процедуры; работы; вид работ; вид услуги; что делали; букет; lineitem name; line item name
    """,
    Field.SKU: """
        sku; артикул; артикль; арт; product id; product code; код товара; stock code; item code; item number;
        штрихкод; штрих код; barcode; ean; upc; part number; vendor code; код номенклатуры; product number;
        товар id; код услуги; article; article number; product key; product sku;
        lineitem sku; line item sku
    """,
    Field.CATEGORY: """
        категория; category; category name; группа товара; группа товаров; тип товара; раздел; product category;
        product type; вид товара; товарная группа; product group; department; отдел; категория товара;
        номенклатурная группа; тип; вид
    """,
    Field.QUANTITY: """
        количество; кол во; колво; кол; к во; quantity; qty; count; units; шт; штук; units sold; order quantity;
        quantity ordered; число; pieces; объем; количество товара; кол во шт; quantity sold; order qty; pcs;
        lineitem quantity; line item quantity
    """,
    Field.PRICE: """
        цена; price; unit price; price each; list price; price per unit; цена за единицу; цена за ед;
        цена за шт; цена продажи; retail price; розничная цена; стоимость за единицу; unit cost; sale price;
        selling price; price unit; стоимость единицы; цена товара; catalog price; standard price; цена розн;
        прайс; price per item; item price;
        lineitem price; line item price; item cost
    """,
    Field.DISCOUNT: """
        скидка; discount; скидка %; discount %; discount percent; процент скидки; размер скидки;
        discount amount; сумма скидки; unit price discount; discount rate; disc; discount pct
    """,
    Field.SUM: """
        сумма; ст ть; стоимость заказа руб; sum; amount; sales; line total; стоимость; сумма продажи; сумма
        покупки; line amount; subtotal;
        sub total; net sales; выручка; revenue; к оплате; оплачено; сумма товара; total sales; sales amount;
        extended price; total price; оплата; paid; сумма оплаты; purchase amount; сумма заказа; order amount;
        потратил; сумма со скидкой; стоимость товара; стоимость услуги; net amount; sale amount; gmv;
        price total; сумма сделки; sum of line; line sum; сумма строки; сумма позиции; payment; payment value; spent;
        сколько потратил; сколько заплатил; потрачено
    """,
    Field.BOUGHT_FOR: """
        сумма последней покупки; сумма последнего заказа; сумма последнего чека; сумма последнего визита;
        последняя сумма; last purchase amount; last order amount; last order total; last purchase sum;
        last sale amount; last order value; last amount; last visit amount; last visit sum; last sum
    """,
    Field.TOTAL: """
        сумма чека; итог чека; order total; receipt total; invoice total; итого по чеку; сумма по чеку;
        grand total; bill total; общая сумма заказа; total order; итого заказ; чек итого; order value;
        чек сумма; total due; стоимость заказа; сумма документа;
        order total amount
    """,
    Field.STATUS: """
        статус; status; order status; статус заказа; состояние; state of order; состояние заказа;
        payment status; статус оплаты; invoice status; deal status; стадия; этап; статус сделки; status of order
    """,
    Field.RETURNS: """
        возврат; returned; return; is return; признак возврата; refund; returns; refunded; возвраты
    """,
    Hint.ID: """
        id; код; номер; number; no; row id; index; key; code; п п; номер п п; record id; порядковый номер; ид;
        uid; uuid; guid; rec id; строка
    """,
    Hint.TITLE: """
        название; name; title; names; наименование полное; полное наименование; краткое наименование;
        label name; descr name
    """,
    Hint.CATEGORY_ID: """
        category id; код категории; id категории; код типа; код группы; группа id; тип id; subcategory id;
        type id; product category id; category key
    """,
    Hint.AMOUNT: """
        итого; total; всего; total amount; total spent; total cost; итоговая сумма; общая сумма;
        общая стоимость; итоговая стоимость; сумма итого; всего к оплате; сумма всего; total value; total sum;
        grand sum
    """,
    Hint.LAST_DATE: """
        дата посл; последняя дата; last date; дата последней покупки; последняя покупка; last purchase;
        last purchase date; last order date; last order; last visit; последний визит; дата последнего визита;
        created at; paid at; created; дата создания;
        дата последнего заказа; последний заказ; был последний раз; последний раз; last visit date; last sale;
        last sale date;
        дата последней продажи
    """,
    Hint.ADDRESS_PART: """
        область; край; регион; region; state; province; индекс; почтовый индекс; zip; zip code; zipcode;
        postal code; postcode; страна; country; район; district; дом; house; квартира; кв; корпус; apartment;
        house number; address line 2; address 2; county; street number; state province; bt zip; bt state;
        address zip; address country;
        address province; province code; address province code; address country code; country code;
        bt country
    """,
    Hint.SOCIAL: """
        instagram; инстаграм; инста; insta; facebook; фейсбук; fb; одноклассники; ok ru; tiktok; тикток; max; дзен;
        соцсети; соц сети; социальные сети; social; social media; ник
    """,
    Hint.REFUSAL: """
        do not contact; do not call; не беспокоить; отказ от рассылки; не звонить; opt out; unsubscribed;
        do not mail; не писать; отписан; отказ от звонков; donotcontact; dnc
    """,
    Hint.OTHER: """
        description; описание; fax; факс; url; website; сайт; домашняя страница; home page; homepage; image;
        photo; фото; фотография; изображение; picture; cost; себестоимость; закупочная цена; profit; прибыль;
        маржа; margin; profit margin; payment method; способ оплаты; форма оплаты; вид оплаты; тип оплаты;
        location; age; возраст; дата регистрации; registration date; updated at;
        date added; join date; signup date; date joined; дата первой покупки;
        first purchase; first purchase date; дата первого визита;
        количество покупок; number of purchases; сумма покупок; total purchases; purchases; сумма всех покупок;
        сумма всего покупок; всего покупок; всего куплено; сумма за все время; итого покупок; total order value;
        lifetime value; ltv;
        средний чек; average order; ср чек; avg check; avg order; average check; average order value; aov; кол
        во покупок; кол во визитов; число визитов; visits; orders count;
        total orders; скидка клиента; персональная скидка; required date; due date; дата назначения;
        дата исполнения; должность; position; job title; contact title; profession; профессия; occupation;
        income; unit; units in stock; единица измерения; ед изм; ед; остаток; в наличии; stock; reorder level;
        discontinued; quantity per unit; вес; weight; tax; vat; ндс; налог; freight; currency; валюта;
        model year; year; год; month; месяц; квартал; quarter; active; brand id; brand; бренд; производитель;
        manufacturer; item id; line id; line number; номер строки; номер позиции; sub category; subcategory;
        подкатегория; огрн; окпо; огрнип; кпп; password; login; логин; marital status; vip; timezone; latitude;
        longitude; ссылка; вид деятельности; отрасль; оквэд; паспорт; снилс; комиссия; комиссионные;
        paying client; skype;
        e mail type; e mail label; phone type; phone label; тип телефона; тип почты; address type; address label
    """,
    Hint.FOREIGN: """
        доставка; delivery; ship; shipping; ship date; shipped date; ship mode; ship via; сотрудник; staff;
        store; магазин; supplier; поставщик; менеджер; manager; продавец; cashier; кассир; мастер; курьер;
        ответственный; responsible; филиал; branch; склад; warehouse; получатель; бюджет; budget; vendor;
        merchant; employee; shipper; salesperson; sales rep; автор; author; owner
    """,
}

FOREIGN_TOKENS = """
staff employee сотрудник продавец менеджер manager store shop магазин филиал branch supplier поставщик vendor
merchant shipper ship shipping shipped shipment delivery delivered доставка отгрузка отправка получатель
recipient required warehouse склад кассир cashier мастер курьер courier brand бренд manufact manufacturer
budget бюджет reports подчиняется
"""
"""Words of what is no client, product or sale."""

CLIENT_TOKENS = """
клиент покупатель заказчик customer client cust гость контрагент buyer пациент patient заказчица посетитель
guest потребитель клиентка billing
"""
"""Words for a client."""

PRODUCT_TOKENS = """
товар продукт product номенклатура услуга prod goods
"""
"""Words for a product."""

ORDER_TOKENS = """
заказ order чек receipt invoice transaction сделка deal накладная bill txn ord ticket
"""
"""Words for an order or receipt."""

SALE_TOKENS = """
sale продажа покупка purchase визит visit реализация
"""
"""Words that make a sheet a list of sales."""

ID_TOKENS = """
id код code ид идентификатор номер number no num nr № ключ key
"""
"""Words for an identifier."""

LAST_TOKENS = """
последний последняя последнее последнего последней послед посл last latest
"""
"""Words for the last of several."""

NOISE = """
a an and byn eur in kzt of regulars rub rur the their usd your в ваш ваша ваше вн грн для до за и на о от по р руб руб.
с тг шт
default
"""
"""Words that change nothing in a title."""

SHORT_WORDS = """
наимен=наименование наим=наименование стоим=стоимость сотов=сотовый покуп=покупатель покупат=покупатель
тов=товар дост=доставки контакт=контакты конт=контактный рожд=рождения примеч=примечание прим=примечание
комм=комментарий коммент=комментарий колич=количество катег=категория кат=категория скид=скидка адр=адрес
фамил=фамилия отчест=отчество посл=последний ед=ед зак=заказ накл=накладная док=документ
mob=mobile ph=phone amt=amount inv=invoice dt=date descr=description desc=description addr=address fav=favourite
qnty=quantity qnt=quantity pr=price prc=price ext=extended cat=category bal=balance ref=receipt cust=customer
num=number nbr=number ttl=total tot=total
"""
"""What people shorten, in columns that are narrow."""
